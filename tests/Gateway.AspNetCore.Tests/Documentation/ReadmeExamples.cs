using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>The README's examples, word by word; <see cref="SnippetTests"/> compares.</summary>
internal static class ReadmeExamples
{
    internal static void Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.UseGatewayApp(Greeting);
        app.Run();
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Greeting(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"You asked for {environ.PathInfo}\n");
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Countdown(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        for (var i = 3; i > 0; i--)
            yield return Encoding.UTF8.GetBytes($"{i}\n");
    }

    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", environ.ContentType ?? "application/octet-stream")]);
        var buffer = new byte[16 * 1024];
        while (await environ.Input.ReadAsync(buffer, environ.RequestAborted) is > 0 and var read)
            yield return buffer.AsMemory(0, read);
    }

    internal static GatewayApp Timed(GatewayApp app) => (environ, startResponse) =>
    {
        var started = Stopwatch.GetTimestamp();
        return app(environ, (status, headers, exception) =>
            startResponse(status, [.. headers, ("Server-Timing", $"app;dur={Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1}")],
                exception));
    };

    internal static GatewayApp Linted(GatewayApp app, AsyncGatewayMiddleware middleware)
    {
        GatewayApp checkedApp = app.Use(Lint.Check);
        new GatewayPipeline().Use(Lint.Check).Use(middleware).Use(Lint.Check).Run(app);
        return checkedApp;
    }
}
