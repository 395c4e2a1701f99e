using System.Runtime.CompilerServices;
using Gateway;
using Gateway.AspNetCore;
using Gateway.AspNetCore.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Hosts gateway apps as endpoints next to others.</summary>
public static class GatewayEndpointRouteBuilderExtensions
{
    /// <summary>Mounts a gateway app: requests below the prefix go to it, with the prefix moved to <c>SCRIPT_NAME</c>.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="prefix">A path without route parameters, like <c>/api</c>; <c>/</c> for requests that no other endpoint matches.
    /// Matches whole segments, ignoring case.</param>
    /// <param name="app">The app.</param>
    /// <param name="configure">Changes the options for this app.</param>
    /// <returns>The endpoint, for authorization, CORS and the like.</returns>
    /// <exception cref="ArgumentException">The prefix is not such a path, or an option cannot be used.</exception>
    /// <example>
    /// <code>
    /// app.MapGatewayApp("/visits", Visits);
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public static IEndpointConventionBuilder MapGatewayApp(
        this IEndpointRouteBuilder endpoints, string prefix, GatewayApp app, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return endpoints.MapRunner(prefix, app, host => new SyncAppRunner(app, host), configure);
    }

    /// <inheritdoc cref="MapGatewayApp(IEndpointRouteBuilder, string, GatewayApp, Action{GatewayOptions}?)"/>
    public static IEndpointConventionBuilder MapGatewayApp(
        this IEndpointRouteBuilder endpoints, string prefix, AsyncGatewayApp app, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return endpoints.MapRunner(prefix, app, _ => new AsyncAppRunner(app), configure);
    }

    /// <inheritdoc cref="MapGatewayApp(IEndpointRouteBuilder, string, GatewayApp, Action{GatewayOptions}?)"/>
    public static IEndpointConventionBuilder MapGatewayApp(
        this IEndpointRouteBuilder endpoints, string prefix, AsyncIteratorApp app, Action<GatewayOptions>? configure = null) =>
        endpoints.MapGatewayApp(prefix, app.ToAsync(), configure);

    /// <summary>Mounts a gateway app that is made of the application's services: a store, a logger, options.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="prefix">A path without route parameters, like <c>/api</c>;
    /// <c>/</c> for requests that no other endpoint matches.</param>
    /// <param name="app">Makes the app. Called once, now, with the application's services.</param>
    /// <param name="configure">Changes the options for this app.</param>
    /// <returns>The endpoint, for authorization, CORS and the like.</returns>
    /// <exception cref="ArgumentException">The prefix is not such a path, or an option cannot be used.</exception>
    /// <example>
    /// <code>
    /// app.MapGatewayApp("/made", services => Made(services.GetRequiredService&lt;Counter&gt;()));
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public static IEndpointConventionBuilder MapGatewayApp(
        this IEndpointRouteBuilder endpoints, string prefix, Func<IServiceProvider, GatewayApp> app,
        Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(app);
        return endpoints.MapGatewayApp(prefix, app(endpoints.ServiceProvider), configure);
    }

    /// <inheritdoc cref="MapGatewayApp(IEndpointRouteBuilder, string, Func{IServiceProvider, GatewayApp}, Action{GatewayOptions}?)"/>
    public static IEndpointConventionBuilder MapGatewayApp(
        this IEndpointRouteBuilder endpoints, string prefix, Func<IServiceProvider, AsyncGatewayApp> app,
        Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(app);
        return endpoints.MapGatewayApp(prefix, app(endpoints.ServiceProvider), configure);
    }

    private static IEndpointConventionBuilder MapRunner(
        this IEndpointRouteBuilder endpoints, string prefix, Delegate app, Func<AppHost, AppRunner> runner,
        Action<GatewayOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0
            && (prefix[0] != '/' || prefix.AsSpan().ContainsAny('{', '}', '?') || (prefix.Length > 1 && prefix[^1] == '/')))
            throw new ArgumentException(
                $"The prefix '{prefix}' must be a path like '/api': start it with a slash, end it without one, use no route parameters.",
                nameof(prefix));

        var path = new PathString(prefix.Length > 1 ? prefix : "");
        var handler = GatewayRequestHandler.Create(endpoints.CreateApplicationBuilder(), app, runner, configure);
        return endpoints.Map(
            path + "/{**path}", context => InvokeBelowAsync(context, path, handler)).WithDisplayName($"Gateway app at {prefix}");
    }

    private static async Task InvokeBelowAsync(HttpContext context, PathString prefix, RequestDelegate handler)
    {
        var request = context.Request;
        var (pathBase, path) = (request.PathBase, request.Path);

        // Routing ignores case and decodes; the app must still see the path as requested.
        if (!path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase, out var matched, out var remaining))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            (request.PathBase, request.Path) = (pathBase.Add(matched), remaining);
            await handler(context);
        }
        finally
        {
            (request.PathBase, request.Path) = (pathBase, path);
        }
    }
}
