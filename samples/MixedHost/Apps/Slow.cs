using Gateway;

namespace MixedHost.Apps;

/// <summary>Would take for ever. It stops when <c>gateway.request_aborted</c> tells it that nobody waits any more.</summary>
internal static class Slow
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        if (environ.PathInfo == "/begun")
            yield return "begun\n"u8.ToArray();
        try
        {
            await Task.Delay(Timeout.Infinite, environ.RequestAborted);
        }
        finally
        {
            environ.Errors.WriteLine("nobody waits any more");
        }
    }
}
