using Gateway.Python;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>The example of docs/python.md, word by word. <c>samples/FlaskShop</c> does the same, and its tests run it.</summary>
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
}
