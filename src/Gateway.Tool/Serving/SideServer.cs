using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tool.Serving;

/// <summary>Small servers of the tool's own, next to the one that serves the app.</summary>
internal static class SideServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static WebApplication Create(Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Gateway.Tool" });
        ServerLogging.AddTo(builder);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(configure);
        return builder.Build();
    }

    /// <summary>Finishes the requests under way and disposes the server: disposing alone cuts them off.</summary>
    public static async ValueTask StopAsync(WebApplication server)
    {
        try
        {
            await server.StopAsync();
        }
        catch (OperationCanceledException)
        {
            // A client was too slow to take its response.
        }

        await server.DisposeAsync();
    }
}
