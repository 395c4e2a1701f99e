using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>The examples of docs/aspnetcore.md, word by word. <see cref="AspNetCoreExamplesTests"/> runs them.</summary>
internal static class AspNetCoreExamples
{
    internal static WebApplication BuildWithHealth(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddGateway();
        var app = builder.Build();
        app.MapGatewayHealth("/healthz/ready", "/healthz/live");
        return app;
    }

    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSingleton<Counter>();
        builder.Services.AddGateway(builder.Configuration.GetSection("Gateway"));
        builder.Services.AddHealthChecks().AddGateway();

        var app = builder.Build();
        app.MapGatewayHealth("/healthz/ready", "/healthz/live");
        app.MapGatewayApp("/visits", Visits);
        app.MapGatewayApp("/made", services => Made(services.GetRequiredService<Counter>()));
        app.UseGatewayApp(Fallback);
        return app;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Visits(Environ environ, StartResponse startResponse)
    {
        var count = environ.GetRequiredService<Counter>().Next();
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"Visit {count}\n");
    }

    private static GatewayApp Made(Counter counter) => (environ, startResponse) =>
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"Made, visit {counter.Next()}\n");
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Fallback(Environ environ, StartResponse startResponse)
    {
        var trace = environ.HttpContext().TraceIdentifier;
        startResponse("404 Not Found", [("Content-Type", "text/plain"), ("X-Trace", trace)]);
        return Body.Text($"There is nothing at {environ.PathInfo}\n");
    }
}
