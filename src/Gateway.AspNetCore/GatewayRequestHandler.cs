using Gateway.AspNetCore.Execution;
using Gateway.AspNetCore.Requests;
using Gateway.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore;

/// <summary>Takes one request through the rooms, once: refuse or build the environ, run the app, send what it returns, let go.</summary>
/// <remarks>The only place that sees both the request's side and the response's.</remarks>
internal sealed class GatewayRequestHandler
{
    private readonly AppHost _host;
    private readonly AppRunner _runner;
    private readonly RequestDelegate _withWebSockets;

    private GatewayRequestHandler(AppHost host, AppRunner runner, IApplicationBuilder branch)
    {
        _host = host;
        if (host.Options.Serial)
            runner = new SerialRunner(runner, host);
        if (host.Options.RequestTimeout is { } timeout)
            runner = new TimedRunner(runner, timeout, host);
        _runner = runner;

        // The framework's middleware makes a feature per request, so only requests that ask for a WebSocket go through it.
        _withWebSockets = branch.UseWebSockets().Use(_ => CheckAsync).Build();
    }

    /// <summary>The terminal delegate of an app.</summary>
    public static RequestDelegate Create(IApplicationBuilder branch, Func<AppHost, AppRunner> runner, Action<GatewayOptions>? configure)
    {
        var host = new AppHost(branch.ApplicationServices, configure);
        return new GatewayRequestHandler(host, runner(host), branch).InvokeAsync;
    }

    private Task InvokeAsync(HttpContext context)
    {
        var request = context.Features.Request();
        if (RequestGuard.IsHarmless(request, _host.Options))
            return HandleAsync(context, request);
        return WebSocketRequest.IsLikely(request) && context.Features.Get<IHttpWebSocketFeature>() is null
            ? _withWebSockets(context)
            : CheckAsync(context);
    }

    private Task CheckAsync(HttpContext context)
    {
        var request = context.Features.Request();
        return RequestGuard.Check(context, request, _host.Options) is { } refusal ? RefuseAsync(context, refusal) : HandleAsync(context, request);
    }

    private Task HandleAsync(HttpContext context, IHttpRequestFeature request)
    {
        var environ = new RequestEnviron(context, request, _host.NoParts);
        var response = new GatewayResponse(environ);
        var run = RunIsolated(environ, response);
        if (!run.IsCompletedSuccessfully || response.Disconnection is not null)
            return HandleAwaited(run, context, environ, response);

        response.End();
        environ.End(response.Status, failure: null);
        return Task.CompletedTask;
    }

    // Most requests do not wait, and get by without the state that waiting needs.
    private async Task HandleAwaited(ValueTask run, HttpContext context, RequestEnviron environ, GatewayResponse response)
    {
        Exception? failure = null;
        try
        {
            await run;
            if (response.Disconnection is { } disconnection)
                throw disconnection;
        }
        catch (Exception error)
        {
            failure = error;
            if (!await SettleAsync(context, response, error))
                throw;
        }
        finally
        {
            response.End();
            environ.End(response.Status, failure);
        }
    }

    /// <summary>Runs the app so that what it does to its execution context (culture, <see cref="AsyncLocal{T}"/>) stays its own, as in a method that awaits.</summary>
    private ValueTask RunIsolated(RequestEnviron environ, GatewayResponse response)
    {
        var before = ExecutionContext.Capture();
        try
        {
            return _runner.RunAsync(environ, response);
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }
        finally
        {
            // Null where the flow is suppressed.
            if (before is not null && !ReferenceEquals(before, ExecutionContext.Capture()))
                ExecutionContext.Restore(before);
        }
    }

    private async Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        Log.RequestRefused(_host.Log, refusal.StatusCode, refusal.Reason);
        await ErrorAnswer.SendAsync(context, refusal.StatusCode, refusal.Reason);
    }

    /// <summary>Makes sure that the client can tell a failed response. False where the exception is the pipeline's to handle.</summary>
    private async ValueTask<bool> SettleAsync(HttpContext context, GatewayResponse response, Exception error)
    {
        if (error is RequestTimeoutException)
        {
            // Without a status it is the clock that has answered; else the app was cut off.
            if (response.Status is not null)
                throw GivenUp(context, error);
            return true;
        }

        var request = context.Request;
        // A write may learn of it a moment before the token does.
        var hasClientLeft = context.RequestAborted.IsCancellationRequested || response.Disconnection is not null;
        if (error is GatewayClientDisconnectedException || (hasClientLeft && error is OperationCanceledException or IOException))
        {
            Log.ClientDisconnected(_host.Log, request.Method, request.Path);
            if (!context.Response.HasStarted)
            {
                response.Withdraw();
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            if (context.RequestAborted.IsCancellationRequested)
                throw GivenUp(context, error);
            return true;
        }

        var started = context.Response.HasStarted;
        if (!started)
            response.Withdraw();

        if (error is OverloadException overload)
        {
            Log.Overloaded(_host.Log, request.Method, request.Path, overload.Message);
            _host.Metrics.RequestRejected(overload.Reason);
            context.Response.Headers.RetryAfter = OverloadException.RetryAfterSeconds;
            await ErrorAnswer.SendAsync(context, StatusCodes.Status503ServiceUnavailable, "The server has more to do than it can take on. Try again later.");
            return true;
        }

        if (error is RequestBodyException body)
        {
            Log.RequestBodyFailed(_host.Log, error, request.Method, request.Path, body.StatusCode);
            if (started)
                context.Abort();
            else
                await ErrorAnswer.SendAsync(context, body.StatusCode, body.Message, close: true);
            return true;
        }

        // Over HTTP/1.0 a body without a length ends where the connection ends: only a reset tells that it is not whole.
        if (started && HttpProtocol.IsHttp10(request.Protocol) && context.Response.ContentLength is null)
        {
            Log.ResponseAborted(_host.Log, error, request.Method, request.Path); // Here, because Kestrel says nothing of some exceptions after a reset.
            context.Abort();
            return true;
        }

        return false;
    }

    // What stands in front must not take the response for whole: a cache would keep it. Nor is it always the client that has gone:
    // request timeouts in front cancel the same token, and answer 504. To ASP.NET Core this exception says so, and to Kestrel that nothing need be logged.
    private static OperationCanceledException GivenUp(HttpContext context, Exception error) =>
        new("The response was given up.", error, context.RequestAborted);
}
