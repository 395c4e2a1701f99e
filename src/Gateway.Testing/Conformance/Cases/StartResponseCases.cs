namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group D: when and how often start_response is called.</summary>
internal static class StartResponseCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("start-never", "D51 W-07 W-94 E77", "Blocks without start_response are an error, and the body is closed", scenario =>
        {
            var body = scenario.Track(Blocks.Lazily("x"));
            scenario.App = (_, _) => body;
            scenario.Check(response => Expect.Status(500, response));
        });

        list.Add("start-never-empty", "D51 W-08", "Even an empty body needs start_response", scenario =>
        {
            scenario.App = (_, _) => [];
            scenario.Check(response => Expect.Status(500, response));
        });

        list.Add("start-null-body", "W-06 W-114", "null is not a body", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return null!;
            };
            scenario.Check(response => Expect.Status(500, response));
        });

        list.Add("start-twice", "D52 W-70 W-57", "A second call without an exception fails", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                startResponse("200 OK", Blocks.Plain);
                return Body.Empty;
            };
            scenario.Check(response => Expect.Status(500, response));
        });

        list.Add("start-twice-after-failure", "W-70 W-66 W-82 D55", "A first call that failed counts", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                Expect.Throws<GatewayContractException>(() => startResponse("bad", Blocks.Plain), "a bad status");
                Expect.Throws<GatewayContractException>(() => startResponse("200 OK", Blocks.Plain), "a second call");
                startResponse("500 Said By The App", Blocks.Plain, new DeliberateException());
                return Blocks.Lazily("started over");
            };
            scenario.Check(response => Expect.Text(500, "started over", response));
        });

        list.Add("start-failed-and-ignored", "W-66 W-70 D55", "An app that goes on after start_response failed gets 500", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                Expect.Throws<GatewayContractException>(() => startResponse("200 OK", [("Bad Name", "x")]), "a bad header");
                return Blocks.Lazily("went on");
            };
            scenario.Check(response => Expect.Status(500, response));
        });

        list.Add("start-replaced", "D53 W-71 W-75",
            "With an exception, before the head, status and headers are replaced entirely", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", [("X-Old", "1"), ("Content-Length", "3")]);
                startResponse("503 Service Unavailable", [("X-New", "1")], new DeliberateException());
                return Blocks.Lazily("replaced");
            };
            scenario.Check(response =>
            {
                Expect.Text(503, "replaced", response);
                Expect.That(response.Header("X-Old") is null, "X-Old is gone");
                Expect.Equal("1", response.Header("X-New"), "X-New");
            });
        });

        list.Add("start-first-with-exception", "W-75", "An exception with the first call is an ordinary call", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("500 Oops", Blocks.Plain, new DeliberateException());
                return Blocks.Lazily("page");
            };
            scenario.Check(response => Expect.Text(500, "page", response));
        });

        list.Add("start-after-empty-block", "W-89 W-71 E76", "Empty blocks send no head: it can still be replaced", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return StartOver(startResponse);
            };
            scenario.Check(response => Expect.Text(500, "page", response));
        });

        list.Add("start-late-with-exception", "D54 W-72 W-73 W-93",
            "With an exception, after the head, it is thrown again and the response is cut off", scenario =>
        {
            var thrown = new DeliberateException();
            Exception? seen = null;
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return scenario.Track(TooLate(startResponse, thrown, error => seen = error, swallow: false));
            };
            scenario.Check(response =>
            {
                Expect.That(
                    !response.IsComplete
                        || response.Header("Content-Length") is null && response.StatusCode == 200 && IsCloseDelimited(response),
                    "the response is cut off");
                Expect.That(ReferenceEquals(thrown, seen), "the same exception came back");
            });
        });

        list.Add("start-late-swallowed", "D54 W-73", "An app that swallows it cannot go on", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return TooLate(startResponse, new DeliberateException(), _ => { }, swallow: true);
            };
            scenario.Check(response =>
            {
                Expect.That(!response.IsComplete || IsCloseDelimited(response), "the response is cut off");
                Expect.That(!response.Text.Contains("more", StringComparison.Ordinal), "no further block was sent");
            });
        });

        list.Add("start-lazily", "D56 W-07", "start_response may be called inside the first iteration", scenario =>
        {
            scenario.App = (_, startResponse) => Lazily(startResponse);
            scenario.Check(response => Expect.Text(200, "late but fine", response));
        });

        list.Add("start-sends-nothing", "W-67 W-68 W-90", "Nothing is sent before the first block", scenario =>
        {
            var headSeen = new Signal();
            scenario.Exchange.OnReceived = (_, _) => headSeen.Set();
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Replaced(startResponse, headSeen);
            };
            scenario.Check(response => Expect.Text(404, "replaced", response));
        });

        list.Add("start-list-mutated", "D64 W-80 W-60", "Changing the header list after the call has no effect", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                var headers = new List<(string, string)> { ("X-A", "before") };
                startResponse("200 OK", headers);
                headers[0] = ("X-A", "after");
                headers.Add(("X-B", "added"));
                return Blocks.Lazily("x");
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "x", response);
                Expect.Sequence(["before"], response.All("X-A"), "X-A");
                Expect.That(response.Header("X-B") is null, "X-B is absent");
            });
        });

        list.Add("start-after-end", "W-79", "start_response used after the response has ended fails", scenario =>
        {
            StartResponse? kept = null;
            scenario.App = (_, startResponse) =>
            {
                kept = startResponse;
                startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily("x");
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "x", response);
                Expect.Throws<GatewayContractException>(() => kept!("200 OK", Blocks.Plain), "a call after the end");
            });
        });
    }

    // In HTTP/1.0 only the end of the connection ends the body, so a client cannot always tell.
    internal static bool IsCloseDelimited(ConformanceResponse response) =>
        response.All("Connection").Contains("close")
            && response.Header("Transfer-Encoding") is null && response.Header("Content-Length") is null;

    private static IEnumerable<ReadOnlyMemory<byte>> Lazily(StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("late ");
        yield return Blocks.Of("but fine");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> StartOver(StartResponse startResponse)
    {
        yield return default;
        startResponse("500 Internal Server Error", Blocks.Plain, new DeliberateException());
        yield return Blocks.Of("page");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Replaced(StartResponse startResponse, Signal headSeen)
    {
        yield return default;
        Expect.That(!headSeen.IsSet, "the client has nothing yet");
        startResponse("404 Not Found", Blocks.Plain, new DeliberateException());
        yield return Blocks.Of("replaced");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> TooLate(
        StartResponse startResponse, Exception thrown, Action<Exception> see, bool swallow)
    {
        yield return Blocks.Of("first");
        try
        {
            startResponse("500 Too Late", Blocks.Plain, thrown);
        }
        catch (Exception error)
        {
            see(error);
            if (!swallow)
                throw;
        }

        yield return Blocks.Of("more");
    }
}
