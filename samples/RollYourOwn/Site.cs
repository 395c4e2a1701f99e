using System.Text;
using Gateway;

namespace RollYourOwn;

/// <summary>Apps, a router over them, and middleware around it: all of it functions of an environ and a start_response.</summary>
internal static class Site
{
    public static GatewayApp Create()
    {
        var traffic = new Traffic();
        var router = new Router()
            .Add("GET", "/", (environ, startResponse) =>
            {
                startResponse("200 OK", [("Content-Type", "text/plain")]);
                return Body.Text("Try /hello/you, /countdown, or POST something to /shout.\n");
            })
            .Add("GET", "/hello/{name}", Hello)
            .Add("GET", "/countdown", Countdown)
            .Add("POST", "/shout", Shout)
            .Add("GET", "/traffic", (environ, startResponse) =>
            {
                startResponse("200 OK", [("Content-Type", "text/plain")]);
                return Body.Text($"{traffic.Bytes} bytes so far\n");
            });

        // What is used last is outermost: the log shows the client that Proxied has found.
        GatewayApp app = router.App;
        return app.Use(traffic.Counted).Use(Middleware.Branded).Use(Middleware.Logged).Use(Middleware.Proxied);
    }

    private static Body Hello(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text($"Hello {environ["router.name"]} at {environ.RemoteAddr}!\n");
    }

    // A generator: each block goes out before the next is made.
    private static IEnumerable<ReadOnlyMemory<byte>> Countdown(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        for (var i = 3; i > 0; i--)
            yield return Encoding.UTF8.GetBytes($"{i}\n");
    }

    // However long the request is, there is never more of it in memory than one block.
    private static IEnumerable<ReadOnlyMemory<byte>> Shout(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        var buffer = new byte[16 * 1024];
        while (environ.Input.Read(buffer) is > 0 and var read)
        {
            Ascii.ToUpperInPlace(buffer.AsSpan(0, read), out _);
            yield return buffer.AsMemory(0, read);
        }
    }
}
