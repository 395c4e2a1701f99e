namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group G: clients that leave, and secrets that clients must not see.</summary>
internal static class ClientCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("client-leaves", "G95 G97 W-93 W-100", HostCapabilities.Disconnect,
            "When the client leaves, an endless body is stopped and closed", scenario =>
        {
            var (seen, body) = (new Signal(), scenario.Track(Blocks.Endlessly()));
            scenario.Exchange.AbortWhen = seen.Task;
            scenario.Exchange.OnReceived = (_, _) => seen.Set();
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return body;
            };
            scenario.Until = body.Closed.Task;
        });

        list.Add("client-leaves-early", "G96 X-08 W-100", HostCapabilities.Disconnect,
            "When the client leaves before the first byte, gateway.request_aborted fires", scenario =>
        {
            var (called, told) = (new Signal(), new Signal());
            scenario.Exchange.AbortWhen = called.Task;
            scenario.App = (environ, startResponse) =>
            {
                environ.RequestAborted.Register(told.Set);
                called.Set();
                told.Wait("the token fires");
                startResponse("200 OK", Blocks.Plain);
                return scenario.Track(Blocks.Lazily("nobody reads this"));
            };
            scenario.Until = told.Task;
        });

        list.AddAsync("client-leaves-awaiting", "W-100 X-08 G96",
            "An app that awaits the token is let go when the client leaves, and its body is closed", scenario =>
        {
            var (called, closed) = (new Signal(), new Signal());
            scenario.Exchange.AbortWhen = called.Task;
            AsyncIteratorApp app = (environ, startResponse) => Waiting(environ, startResponse, called, closed);
            scenario.AsyncApp = app.ToAsync();
            scenario.Until = closed.Task;
        }, HostCapabilities.Disconnect);

        list.Add("client-leaves-finished", "X-08 G95", HostCapabilities.Disconnect | HostCapabilities.FailureCompletion,
            "gateway.response_finished is told that the client left", scenario =>
        {
            var (seen, finished) = (new Signal(), new Signal());
            Exception? reason = null;
            scenario.Exchange.AbortWhen = seen.Task;
            scenario.Exchange.OnReceived = (_, _) => seen.Set();
            scenario.App = (environ, startResponse) =>
            {
                Finished(environ).Add((_, _, error) =>
                {
                    reason = error;
                    finished.Set();
                    return default;
                });
                startResponse("200 OK", Blocks.Plain);
                return scenario.Track(Blocks.Endlessly());
            };
            scenario.Until = finished.Task;
            scenario.Check(_ => Expect.That(reason is not null, "the callback is given a reason"));
        });

        list.Add("client-upgrade-ignored", "G105", HostCapabilities.Wire,
            "An upgrade that the app knows nothing of is an ordinary request", scenario =>
        {
            scenario.Wire("GET / HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: h2c", "", "");
            scenario.Answer(_ => "plain");
            scenario.Check(response => Expect.Text(200, "plain", response));
        });

        list.Add("client-other-failure", "W-114", "After a failure, the next request is served", scenario =>
        {
            scenario.App = (_, _) => throw new DeliberateException();
            scenario.Check(response =>
            {
                Expect.Status(500, response);
                if (response.FollowUp is { } next)
                    Expect.Text(200, "ok", next);
            });
        });
    }

    internal static ICollection<Func<Environ, string?, Exception?, ValueTask>> Finished(Environ environ) =>
        (ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ[EnvironKeys.ResponseFinished]!;

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Waiting(
        Environ environ, StartResponse startResponse, Signal called, Signal closed)
    {
        try
        {
            startResponse("200 OK", Blocks.Plain);
            called.Set();
            await Task.Delay(Timeout.Infinite, environ.RequestAborted).ConfigureAwait(false);
            yield return Blocks.Of("never");
        }
        finally
        {
            closed.Set();
        }
    }
}
