using System.Runtime.ExceptionServices;
using Gateway.AspNetCore.Diagnostics;
using Gateway.AspNetCore.Execution;
using Gateway.AspNetCore.Failures;
using Gateway.AspNetCore.Requests;
using Gateway.AspNetCore.Responses;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gateway.AspNetCore;

/// <summary>One request and its response, in numbered steps. <c>docs/request-path.md</c> has the same numbers.</summary>
/// <remarks>
/// <list type="number">
/// <item>Check: a request that no app should see is refused.</item>
/// <item>Environ: the app's view of the request, computed when it is read (<c>Exchange.Environ.cs</c>).</item>
/// <item>Run: the app is called, here or on a thread that may block, within its time.</item>
/// <item>Send: start_response stores the head, the body is sent block by block and closed (<see cref="KestrelResponse"/>).</item>
/// <item>Settle: a failed request ends as <see cref="FailurePolicy"/> decides.</item>
/// <item>Let go: nothing of the request can be used any more, and the callbacks of <c>gateway.response_finished</c> run.</item>
/// </list>
/// It owns the state that the steps share: the context, its features, and the parts that only some requests need.
/// It is the app's environ and the response as well, because each request pays for each object.
/// </remarks>
internal sealed partial class Exchange(HttpContext context, IHttpRequestFeature request, AppHost host)
    : KestrelResponse(context, host.NoParts)
{
    private readonly IHttpRequestFeature _request = request;

    /// <summary>The request, as the server sees it.</summary>
    /// <exception cref="InvalidOperationException">The request has ended: ASP.NET Core uses the feature for the next one.</exception>
    public IHttpRequestFeature Request => HasContext ? _request : throw Ended();

    // Step 1.
    public Task CheckAndRunAsync(AppRunner runner) =>
        RequestCheck.Check(Context, _request, Host.Options) is { } refusal ? RefuseAsync(refusal) : RunAsync(runner);

    public Task RunAsync(AppRunner runner)
    {
        if (Host.RecordsRequests)
            Record(new RequestProgress(Host, _request));
        var run = RunIsolated(runner); // Steps 2 to 4.
        if (!run.IsCompletedSuccessfully || HasClientLeft)
            return RunAwaited(run);

        LetGo(failure: null); // Step 6.
        return Task.CompletedTask;
    }

    // Most requests do not wait and need no asynchronous state machine.
    private async Task RunAwaited(Task run)
    {
        Exception? failure = null;
        try
        {
            await run;
            if (HasClientLeft)
                throw new GatewayClientDisconnectedException("The client left before the response was complete.");
        }
        catch (Exception error)
        {
            failure = error;
            await SettleAsync(error); // Step 5.
        }
        finally
        {
            LetGo(failure); // Step 6.
        }
    }

    /// <summary>Runs the app so that its changes to the execution context (culture, <see cref="AsyncLocal{T}"/>) do not leave the
    /// call.</summary>
    private Task RunIsolated(AppRunner runner)
    {
        var before = ExecutionContext.Capture(); // Null where the flow is suppressed.
        var run = runner.RunAsync(this);
        if (before is not null && !ReferenceEquals(before, ExecutionContext.Capture()))
            ExecutionContext.Restore(before);
        return run;
    }

    private async Task RefuseAsync(RequestRefusal refusal)
    {
        Log.RequestRefused(Host.Log, refusal.StatusCode, refusal.Message);
        if (refusal.StatusCode == StatusCodes.Status426UpgradeRequired)
            Context.Response.Headers[HeaderNames.SecWebSocketVersion] = WebSocketRequest.Version; // RFC 6455, 4.4.
        await ErrorAnswer.SendAsync(Context, refusal.StatusCode, refusal.Message, refusal.MustClose);
    }

    /// <summary>Makes sure that the client can tell a failed response from a whole one.</summary>
    private async ValueTask SettleAsync(Exception error)
    {
        var http = Context;
        // A read or a write may learn that the client has left a moment before the token does.
        var hasClientLeft = HasClientLeft || error is GatewayClientDisconnectedException || http.RequestAborted.IsCancellationRequested;
        var outcome = FailurePolicy.Decide(error, IsHeadSent, hasClientLeft, ShowsTruncation);
        LogFailure(error, outcome);
        Parts.Progress?.Fails(error, outcome.Kind);
        if (!IsHeadSent)
            Withdraw();

        switch (outcome.Kind)
        {
            case OutcomeKind.Answer:
                if (error is OverloadException)
                    http.Response.Headers.RetryAfter = OverloadException.RetryAfterSeconds;
                await ErrorAnswer.SendAsync(http, outcome.StatusCode, outcome.Message, outcome.MustClose);
                return;
            case OutcomeKind.Abort:
                http.Abort();
                throw GivenUp(error);
            case OutcomeKind.Silence when !IsHeadSent:
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                break;
            case OutcomeKind.Rethrow:
                if (http.Features.Get<FailedRequest>() is { } page)
                    page.Describe(OutliveRequest(), Host.App);
                ExceptionDispatchInfo.Throw(error);
                break;
        }

        if (http.RequestAborted.IsCancellationRequested)
            throw GivenUp(error);
    }

    private void LogFailure(Exception error, Outcome outcome)
    {
        var (method, path) = (_request.Method, _request.Path);
        switch (error)
        {
            case RequestTimeoutException:
                break; // Logged when the time was up.
            case OverloadException overload:
                Host.Overload.Reject(method, path, overload.Message);
                Host.Metrics.RequestRejected(overload.Reason);
                break;
            case RequestException request:
                Log.RequestFailed(Host.Log, error, method, path, request.StatusCode);
                break;
            case var _ when outcome.Kind == OutcomeKind.Silence:
                Log.ClientDisconnected(Host.Log, method, path);
                break;
            case var _ when outcome.Kind == OutcomeKind.Abort:
                Log.ResponseAborted(Host.Log, error, method, path); // Here, because Kestrel does not log some exceptions after a reset.
                break;
        }
    }

    /// <summary>Releases the request. Later use by the app fails with a clear message and never sees another request.</summary>
    private void LetGo(Exception? failure)
    {
        End();
        Parts.End();
        Parts.Progress?.Ends(isComplete: failure is null);
        if (Parts.Finished is { Count: > 0 } callbacks)
            RunWhenCompleted(callbacks, failure);
        DropContext();
    }

    // Apart from LetGo, where every request would pay for the closure.
    private void RunWhenCompleted(List<Func<Environ, string?, Exception?, ValueTask>> callbacks, Exception? failure)
    {
        // They run after all middleware in front of the app.
        var (environ, status, log, path) = (OutliveRequest(), Status, Host.Log, _request.Path);
        Context.Response.OnCompleted(() =>
            ResponseFinished.RunAsync(callbacks, environ, status, failure, error => Log.FinishedCallbackFailed(log, error, path)));
    }

    // A cache in front would otherwise store the incomplete response. Request timeouts in front cancel the same token and respond 504.
    // ASP.NET Core understands this exception, and Kestrel does not log it.
    private static OperationCanceledException GivenUp(HttpContext context, Exception error) =>
        new("The response was aborted.", error, context.RequestAborted);

    private OperationCanceledException GivenUp(Exception error) => GivenUp(Context, error);
}
