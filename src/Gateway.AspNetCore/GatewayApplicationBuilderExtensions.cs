using System.Runtime.CompilerServices;
using Gateway;
using Gateway.AspNetCore;
using Gateway.AspNetCore.Execution;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Hosts gateway apps in an ASP.NET Core pipeline.</summary>
public static class GatewayApplicationBuilderExtensions
{
    /// <summary>Ends the pipeline with a gateway app: it answers every request that comes through.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="app">The app.</param>
    /// <param name="configure">Changes the options for this app.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    [OverloadResolutionPriority(1)]
    public static IApplicationBuilder UseGatewayApp(this IApplicationBuilder builder, GatewayApp app, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return builder.UseRunner(host => new SyncAppRunner(app, host), configure);
    }

    /// <inheritdoc cref="UseGatewayApp(IApplicationBuilder, GatewayApp, Action{GatewayOptions}?)"/>
    public static IApplicationBuilder UseGatewayApp(this IApplicationBuilder builder, AsyncGatewayApp app, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return builder.UseRunner(_ => new AsyncAppRunner(app), configure);
    }

    /// <inheritdoc cref="UseGatewayApp(IApplicationBuilder, GatewayApp, Action{GatewayOptions}?)"/>
    public static IApplicationBuilder UseGatewayApp(this IApplicationBuilder builder, AsyncIteratorApp app, Action<GatewayOptions>? configure = null) =>
        builder.UseGatewayApp(app.ToAsync(), configure);

    private static IApplicationBuilder UseRunner(this IApplicationBuilder builder, Func<AppHost, AppRunner> runner, Action<GatewayOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Run(GatewayRequestHandler.Create(builder.New(), runner, configure));
        return builder;
    }
}
