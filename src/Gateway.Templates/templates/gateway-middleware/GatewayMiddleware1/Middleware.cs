using System.Diagnostics;
using System.Globalization;
using Gateway;

namespace GatewayMiddleware1;

/// <summary>Tells the client how long the app took to settle its response.</summary>
public static class Middleware
{
    /// <summary>Wraps a synchronous app: <c>app.Use(Middleware.Timed)</c>.</summary>
    public static GatewayApp Timed(GatewayApp app) => (environ, startResponse) => app(environ, Timed(startResponse));

    /// <summary>Wraps an asynchronous app.</summary>
    public static AsyncGatewayApp Timed(AsyncGatewayApp app) => (environ, startResponse) => app(environ, Timed(startResponse));

    private static StartResponse Timed(StartResponse startResponse)
    {
        var started = Stopwatch.GetTimestamp();
        return (status, headers, exception) =>
        {
            var duration = Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);
            return startResponse(status, headers.With("Server-Timing", $"app;dur={duration}"), exception);
        };
    }
}
