using Gateway.AspNetCore.Execution;
using Gateway.AspNetCore.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore;

/// <summary>The terminal delegate of one hosted app. Makes an <see cref="Exchange"/> for each request.</summary>
internal sealed class GatewayRequestHandler
{
    private readonly AppHost _host;
    private readonly AppRunner _runner;
    private readonly RequestDelegate _withWebSockets;

    private GatewayRequestHandler(AppHost host, AppRunner runner, IApplicationBuilder branch)
    {
        _host = host;
        if (host.Options.Execution.Serial)
            runner = new SerialRunner(runner, host);
        if (host.Options.Timeouts.Request is { } timeout)
            runner = new TimedRunner(runner, timeout, host);
        _runner = runner;

        // The framework's middleware makes a feature per request, so only requests that ask for a WebSocket go through it.
        _withWebSockets = branch.UseWebSockets().Use(_ => CheckAsync).Build();
    }

    /// <summary>The terminal delegate of an app.</summary>
    public static RequestDelegate Create(
        IApplicationBuilder branch, Delegate app, Func<AppHost, AppRunner> runner, Action<GatewayOptions>? configure)
    {
        var host = new AppHost(branch.ApplicationServices, app, configure);
        return new GatewayRequestHandler(host, runner(host), branch).InvokeAsync;
    }

    private Task InvokeAsync(HttpContext context)
    {
        var request = context.Features.Request();
        return UnreadBody.IsPossible(request) ? UnreadBody.SkipAfter(ServeAsync(context, request), context) : ServeAsync(context, request);
    }

    private Task ServeAsync(HttpContext context, IHttpRequestFeature request)
    {
        if (RequestCheck.IsHarmless(request, _host.Options))
            return new Exchange(context, request, _host).RunAsync(_runner);
        return WebSocketRequest.IsLikely(request) && context.Features.Get<IHttpWebSocketFeature>() is null
            ? _withWebSockets(context)
            : CheckAsync(context);
    }

    private Task CheckAsync(HttpContext context)
    {
        var request = context.Features.Request();
        return new Exchange(context, request, _host).CheckAndRunAsync(_runner);
    }
}
