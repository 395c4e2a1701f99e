using System.Net;
using Gateway;

namespace RollYourOwn;

/// <summary>Middleware is an app to the server and a server to the app: it takes an app and gives one back.</summary>
internal static class Middleware
{
    /// <summary>Tells the app who asked, where a proxy on this machine did so in somebody's name: changes the environ going in.</summary>
    public static GatewayApp Proxied(GatewayApp app) => (environ, startResponse) =>
    {
        // Anybody can send this header; only what the proxy itself has added, at its end, is known.
        if (environ.RemoteAddr is "127.0.0.1" or "::1"
            && environ.Header("X-Forwarded-For") is { } clients
            && IPAddress.TryParse(clients.Split(',')[^1].Trim(), out var client))
            environ.RemoteAddr = client.ToString();
        return app(environ, startResponse);
    };

    /// <summary>Writes a line where something went wrong: listens to the status coming out.</summary>
    public static GatewayApp Logged(GatewayApp app) => (environ, startResponse) =>
        app(environ, (status, headers, exception) =>
        {
            if (status[0] is '4' or '5')
                environ.Errors.WriteLine($"{environ.RemoteAddr} {environ} {status}");
            return startResponse(status, headers, exception);
        });

    /// <summary>Names the software: changes the headers coming out.</summary>
    public static GatewayApp Branded(GatewayApp app) => (environ, startResponse) =>
        app(environ, (status, headers, exception) => startResponse(status, [.. headers, ("Server", "RollYourOwn")], exception));
}
