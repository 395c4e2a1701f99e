using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Python.Tests.Documentation;

/// <summary>The examples of docs/python.md and of the package's readme. Tests run <c>samples/FlaskShop</c>, which does the same.</summary>
internal static class PythonExample
{
    internal static void Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddPythonApp("mysite.wsgi:application", options => options.Workers = 4);
        var app = builder.Build();
        app.MapGatewayApp("/old", app.Services.GetRequiredService<PythonApp>());
        app.Run();
    }

    internal static async Task ServeAsync(Func<AsyncGatewayApp, Task> host)
    {
        await using var app = new PythonApp("mysite.wsgi:application", new() { Directory = "legacy", Workers = 4 });
        AsyncGatewayApp site = new GatewayPipeline().Map("/old", app).Build();
        await host(site);
    }
}
