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
            case "/late":
                Thread.Sleep(1500);
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
            case "/close":
                return FailInClose(startResponse);
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

    /// <summary>Reads the body without a thread, and fails where the synchronous app does.</summary>
    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> AsyncApp(Environ environ, StartResponse startResponse)
    {
        await environ.Input.CopyToAsync(Stream.Null, environ.RequestAborted);
        if (environ.PathInfo == "/before")
            throw new InvalidOperationException("deliberate, before start_response");
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return environ.PathInfo switch
        {
            "/after" => throw new InvalidOperationException("deliberate, after start_response"),
            "/first" => FailLater(blocks: 0),
            "/midway" => FailLater(blocks: 1),
            "/close" => FailInCloseLater(),
            "/large" => Large(),
            _ => Body.Text("Hello World!\n"),
        };
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Large()
    {
        for (var block = 0; block < 160; block++)
        {
            await Task.CompletedTask;
            yield return LargeBlock;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> FailInClose(StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        try
        {
            yield return Encoding.UTF8.GetBytes("block\n");
        }
        finally
        {
            Throw("deliberate, in close");
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FailInCloseLater()
    {
        try
        {
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes("block\n");
        }
        finally
        {
            Throw("deliberate, in close");
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FailLater(int blocks)
    {
        for (var block = 0; block < blocks; block++)
        {
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes("block\n");
        }

        Throw("deliberate, while the body is sent");
    }

    private static void Throw(string message) => throw new InvalidOperationException(message);

    private static IEnumerable<ReadOnlyMemory<byte>> Fail(StartResponse startResponse, int blocks)
    {
        startResponse("200 OK", []);
        for (var block = 0; block < blocks; block++)
            yield return Encoding.UTF8.GetBytes("block\n");
        throw new InvalidOperationException("deliberate, while the body is sent");
    }
}
