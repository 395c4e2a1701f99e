namespace Gateway.Allocations;

/// <summary>Apps that allocate nothing themselves, unless they say so.</summary>
internal static class MeasuredApps
{
    public static readonly ReadOnlyMemory<byte> Text = "Hello, World!"u8.ToArray();
    private static readonly Body Hello = Body.Bytes(Text);
    private static readonly BodyObserver Watching = new Watcher();
    private static readonly (string, string)[] Headers = [("Content-Type", "text/plain"), ("Content-Length", "13")];
    private static readonly (string, string)[] HeadersOfAStream = [("Content-Type", "text/plain")];

    public static IEnumerable<ReadOnlyMemory<byte>> ReadsThreeKeys(Environ environ, StartResponse startResponse)
    {
        ReadThreeKeys(environ);
        startResponse("200 OK", Headers);
        return Hello;
    }

    public static ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ReadsThreeKeysAsync(Environ environ, StartResponse startResponse)
    {
        ReadThreeKeys(environ);
        startResponse("200 OK", Headers);
        return new(Hello);
    }

    /// <summary>The environ's enumerator is the app's.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Enumerates(Environ environ, StartResponse startResponse)
    {
        foreach (var (_, value) in environ)
            GC.KeepAlive(value);
        startResponse("200 OK", Headers);
        return Hello;
    }

    public static IEnumerable<ReadOnlyMemory<byte>> EnumeratesAndWrites(Environ environ, StartResponse startResponse)
    {
        foreach (var (_, value) in environ)
            GC.KeepAlive(value);
        environ["app.seen"] = "yes";
        return ReadsThreeKeys(environ, startResponse);
    }

    /// <summary>The iterator is the app's.</summary>
    public static GatewayApp Generates(int blocks)
    {
        return App;

        IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", HeadersOfAStream);
            for (var block = 0; block < blocks; block++)
                yield return Text;
        }
    }

    /// <summary>The iterator is the app's.</summary>
    public static AsyncIteratorApp GeneratesAsync(int blocks)
    {
        return App;

        async IAsyncEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", HeadersOfAStream);
            for (var block = 0; block < blocks; block++)
            {
                await Task.CompletedTask;
                yield return Text;
            }
        }
    }

    public static GatewayApp PassesThrough(GatewayApp app) => (environ, startResponse) => app(environ, startResponse);

    public static GatewayApp Observes(GatewayApp app) => (environ, startResponse) => Body.Observe(app(environ, startResponse), Watching);

    private static void ReadThreeKeys(Environ environ)
    {
        GC.KeepAlive(environ.RequestMethod);
        GC.KeepAlive(environ.PathInfo);
        GC.KeepAlive(environ.QueryString);
    }

    private sealed class Watcher : BodyObserver;
}
