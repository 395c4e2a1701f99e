using Gateway;

namespace MixedHost.Apps;

/// <summary>Sends back each piece of the body as it comes.</summary>
internal static class Echo
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK",
            [("Content-Type", "text/plain; charset=utf-8"), ("X-Declared-Length", environ.ContentLength?.ToString() ?? "none")]);
        var buffer = new byte[16 * 1024];
        while (await environ.Input.ReadAsync(buffer, environ.RequestAborted) is > 0 and var read)
            yield return buffer.AsMemory(0, read);
    }
}
