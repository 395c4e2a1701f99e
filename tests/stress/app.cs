using System.Text;
using Gateway;

/// <summary>What tests/stress/run serves: an app for each way to be under stress.</summary>
public static class Stress
{
    private static readonly byte[] LargeBlock = new byte[64 * 1024];

    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        switch (environ.PathInfo)
        {
            case "/block":
                Thread.Sleep(50); // A blocking call: a query, a file, another service.
                break;
            case "/before":
                throw new InvalidOperationException("deliberate, before start_response");
            case "/after":
                startResponse("200 OK", []);
                throw new InvalidOperationException("deliberate, after start_response");
            case "/midway":
                return Fail(startResponse, blocks: 1);
            case "/first":
                return Fail(startResponse, blocks: 0);
            case "/echo":
                using (var reader = new StreamReader(environ.Input, Encoding.UTF8))
                {
                    var text = reader.ReadToEnd();
                    startResponse("200 OK", [("Content-Type", "text/plain"), ("X-Query", environ.QueryString)]);
                    return Body.Text(text);
                }
        }

        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text("Hello World!\n");
    }

    /// <summary>Reads the body without a thread.</summary>
    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> AsyncApp(Environ environ, StartResponse startResponse)
    {
        await environ.Input.CopyToAsync(Stream.Null, environ.RequestAborted);
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return environ.PathInfo == "/large" ? Large() : Body.Text("Hello World!\n");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Large()
    {
        for (var block = 0; block < 160; block++)
        {
            await Task.CompletedTask;
            yield return LargeBlock;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Fail(StartResponse startResponse, int blocks)
    {
        startResponse("200 OK", []);
        for (var block = 0; block < blocks; block++)
            yield return Encoding.UTF8.GetBytes("block\n");
        throw new InvalidOperationException("deliberate, while the body is sent");
    }
}
