namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group E: Content-Length, HEAD, and statuses without a body.</summary>
internal static class LengthCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("length-honoured", "W-101", "The app's Content-Length is sent", scenario =>
        {
            Serve(scenario, [("Content-Length", "5")], "he", "llo");
            scenario.Check(response =>
            {
                Expect.Text(200, "hello", response);
                Expect.Sequence(["5"], response.All("Content-Length"), "Content-Length");
            });
        });

        foreach (var blocks in (string[][])[["hello"], ["he", "llo", "unasked"]])
        {
            list.Add("length-exceeded-" + blocks.Length, "W-103 E68 W-93", HostCapabilities.Unlinted,
                "No byte more than Content-Length is sent, and no block more is asked for", scenario =>
            {
                var body = Serve(scenario, [("Content-Length", "3")], blocks);
                scenario.Check(response =>
                {
                    Expect.Text(200, "hel", response);
                    Expect.That(body.Asked <= 2, "the body is not asked for more");
                });
            });
        }

        list.Add("length-short", "W-104 E67 W-93", "Fewer bytes than Content-Length cut the response off", scenario =>
        {
            Serve(scenario, [("Content-Length", "10")], "hel");
            scenario.Check(response =>
            {
                Expect.That(!response.IsComplete, "the response is cut off");
                Expect.That("hel".StartsWith(response.Text, StringComparison.Ordinal), "no other bytes come");
            });
        });

        list.Add("length-nothing", "W-104 E69", "A Content-Length without any byte is an error, not a hang", scenario =>
        {
            Serve(scenario, [("Content-Length", "10")]);
            scenario.Check(Expect.Failed);
        });

        list.Add("head", "W-107 E79 W-93", "HEAD has the headers of GET, no body, and the body is closed", scenario =>
        {
            scenario.Exchange.Method = "HEAD";
            Serve(scenario, [("Content-Length", "5"), ("X-A", "1")], "hello");
            scenario.Check(response =>
            {
                Expect.Text(200, "", response);
                Expect.Equal("5", response.Header("Content-Length"), "Content-Length");
                Expect.Equal("1", response.Header("X-A"), "X-A");
            });
        });

        list.Add("head-endless", "W-107 E79", "HEAD of an endless body ends", scenario =>
        {
            scenario.Exchange.Method = "HEAD";
            var body = scenario.Track(Blocks.Endlessly());
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return body;
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "", response);
                Expect.That(body.Asked <= 2, "the body is hardly asked for anything");
            });
        });

        list.Add("head-one-block", "W-107 W-91", "HEAD of one block tells its length", scenario =>
        {
            scenario.Exchange.Method = "HEAD";
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Body.Text("hello");
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "", response);
                Expect.Equal("5", response.Header("Content-Length"), "Content-Length");
            });
        });

        list.Add("head-lazy-start", "W-107 W-07", "HEAD asks for a first block, so that start_response can come inside it", scenario =>
        {
            scenario.Exchange.Method = "HEAD";
            scenario.App = (_, startResponse) => Lazily(startResponse);
            scenario.Check(response => Expect.Text(202, "", response));
        });

        foreach (var status in (string[])["204 No Content", "205 Reset Content", "304 Not Modified"])
        {
            list.Add("bodiless-" + status[..3], "W-108 E80 W-93", HostCapabilities.Unlinted,
                $"{status} has no body, whatever the app produces", scenario =>
            {
                scenario.App = (_, startResponse) =>
                {
                    startResponse(status, [("X-A", "1")]);
                    return scenario.Track(Blocks.Endlessly());
                };
                scenario.Check(response =>
                {
                    Expect.Text(int.Parse(status.AsSpan(0, 3), provider: null), "", response);
                    Expect.Equal("1", response.Header("X-A"), "X-A");
                });
            });
        }

        list.Add("bodiless-204-length", "W-108 E81", "204 has no Content-Length", scenario =>
        {
            Bodiless(scenario, "204 No Content");
            scenario.Check(response =>
            {
                Expect.Text(204, "", response);
                Expect.That(response.Header("Content-Length") is null, "Content-Length is absent");
            });
        });

        list.Add("bodiless-304-length", "W-108 E81", "304 keeps its Content-Length", scenario =>
        {
            Bodiless(scenario, "304 Not Modified");
            scenario.Check(response =>
            {
                Expect.Text(304, "", response);
                Expect.Equal("3", response.Header("Content-Length"), "Content-Length");
            });
        });

        list.Add("length-http10", "W-105", HostCapabilities.Http10, "In HTTP/1.0 nothing is chunked", scenario =>
        {
            Serve(scenario, [], "a", "b");
            scenario.Check(response =>
            {
                Expect.Text(200, "ab", response);
                Expect.That(response.Header("Transfer-Encoding") is null, "Transfer-Encoding is absent");
            });
        });
    }

    private static void Bodiless(ConformanceScenario scenario, string status) => scenario.App = (_, startResponse) =>
    {
        startResponse(status, [("Content-Length", "3")]);
        return Body.Empty;
    };

    private static TrackedBody Serve(ConformanceScenario scenario, IReadOnlyList<(string, string)> headers, params string[] blocks)
    {
        var body = scenario.Track(Blocks.Lazily(blocks));
        scenario.App = (_, startResponse) =>
        {
            startResponse("200 OK", headers);
            return body;
        };
        return body;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lazily(StartResponse startResponse)
    {
        startResponse("202 Accepted", Blocks.Plain);
        yield return Blocks.Of("x");
    }
}
