namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group E: closing the body. Every case with a tracked body checks that it is closed once; these are the rest.</summary>
internal static class CloseCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("close-normal", "E77 W-93 W-96", "After its last block a body is closed once, and enumerated once", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return scenario.Track(Blocks.Lazily("a", "b"));
            };
            scenario.Check(response => Expect.Text(200, "ab", response));
        });

        list.Add("close-iterator", "E77 W-93 W-94", "The finally block of an iterator runs once", scenario =>
        {
            var closes = 0;
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", [("Content-Length", "2")]);
                return Finally(() => Interlocked.Increment(ref closes));
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "ab", response);
                Expect.Equal(1, closes, "runs of the finally block");
            });
        });

        list.Add("close-bad-head", "E77 W-94", "A body is closed where no head could be sent", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                Expect.Throws<GatewayContractException>(() => startResponse("nonsense", []), "start_response");
                return scenario.Track(Blocks.Lazily("a"));
            };
            scenario.Check(response => Expect.Status(500, response));
        });

        list.Add("close-no-enumerator", "E77 W-94", "A body whose enumerator cannot be made is closed", scenario =>
        {
            var body = new Unenumerable();
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return body;
            };
            scenario.Check(response =>
            {
                Expect.Status(500, response);
                Expect.Equal(1, body.Closes, "times the body was closed");
            });
        });

        list.Add("close-fails", "E78 W-95", "A failing close does not hurt a response that was sent", scenario =>
        {
            scenario.App = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return new TrackedBody(Blocks.Lazily("whole")) { OnClose = () => throw new DeliberateException() };
            };
            scenario.Check(response => Expect.Text(200, "whole", response));
        });

        list.AddAsync("close-awaited", "E77 W-93", "A body of the asynchronous shape is closed by DisposeAsync, once", scenario =>
        {
            var closes = 0;
            scenario.AsyncApp = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return new(FinallyAsync(() => Interlocked.Increment(ref closes)));
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "ab", response);
                Expect.Equal(1, closes, "runs of the finally block");
            });
        });
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Finally(Action close)
    {
        try
        {
            yield return Blocks.Of("a");
            yield return Blocks.Of("b");
        }
        finally
        {
            close();
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FinallyAsync(Action close)
    {
        try
        {
            yield return Blocks.Of("a");
            await Task.Yield();
            yield return Blocks.Of("b");
        }
        finally
        {
            close();
        }
    }

    private sealed class Unenumerable : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
    {
        private int _closes;

        public int Closes => _closes;

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => throw new DeliberateException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose() => Interlocked.Increment(ref _closes);
    }
}
