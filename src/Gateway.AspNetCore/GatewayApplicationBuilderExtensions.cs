using System.Runtime.CompilerServices;
using Gateway;
using Gateway.AspNetCore;
using Gateway.AspNetCore.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Hosts gateway apps in an ASP.NET Core pipeline.</summary>
public static class GatewayApplicationBuilderExtensions
{
    /// <summary>Ends the pipeline with a gateway app, which responds to every request that reaches it.</summary>
    /// <remarks>On a <see cref="WebApplication"/>, requests that match an endpoint go to the endpoint.
    /// Its endpoints always run last.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="app">The app.</param>
    /// <param name="configure">Changes the options for this app.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    /// <example>
    /// <code>
    /// var builder = WebApplication.CreateBuilder(args);
    /// var app = builder.Build();
    /// app.UseGatewayApp(Greeting);
    /// app.Run();
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public static IApplicationBuilder UseGatewayApp(
        this IApplicationBuilder builder, GatewayApp app, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return builder.UseRunner(app, host => new SyncAppRunner(app, host), configure);
    }

    /// <inheritdoc cref="UseGatewayApp(IApplicationBuilder, GatewayApp, Action{GatewayOptions}?)"/>
    public static IApplicationBuilder UseGatewayApp(
        this IApplicationBuilder builder, AsyncGatewayApp app, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return builder.UseRunner(app, _ => new AsyncAppRunner(app), configure);
    }

    /// <inheritdoc cref="UseGatewayApp(IApplicationBuilder, GatewayApp, Action{GatewayOptions}?)"/>
    public static IApplicationBuilder UseGatewayApp(
        this IApplicationBuilder builder, AsyncIteratorApp app, Action<GatewayOptions>? configure = null) =>
        builder.UseGatewayApp(app.ToAsync(), configure);

    internal static IApplicationBuilder UseRunner(
        this IApplicationBuilder builder, Delegate app, Func<AppHost, AppRunner> runner, Action<GatewayOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var handler = GatewayRequestHandler.Create(builder.New(), app, runner, configure);
        return builder.Use(next => HasEndpointsBehind(builder) ? context => (IsMatched(context) ? next : handler)(context) : handler);
    }

    // A WebApplication runs its endpoints after all middleware. Matched requests belong to the endpoints, as with static files.
    private static bool HasEndpointsBehind(IApplicationBuilder builder) =>
        builder is WebApplication application && ((IEndpointRouteBuilder)application).DataSources.Count > 0;

    private static bool IsMatched(HttpContext context) => context.GetEndpoint()?.RequestDelegate is not null;
}
