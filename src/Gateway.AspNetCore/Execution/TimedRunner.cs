using Gateway.AspNetCore.Failures;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Execution;

/// <summary>Limits the time of each request. After it the token is cancelled.
/// The client gets a 504, or a reset if the head was sent.</summary>
/// <remarks>The client does not wait for an app that ignores its token. The request does: the app still uses it.</remarks>
internal sealed class TimedRunner(AppRunner runner, TimeSpan timeout, AppHost host) : AppRunner
{
    public override async Task RunAsync(Exchange exchange)
    {
        var context = exchange.Context;
        var clientLeft = context.RequestAborted;
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(clientLeft);
        using var clock = new CancellationTokenSource(timeout, host.Time);
        var deadline = exchange.OpenParts().Deadline = new ResponseDeadline();
        var ending = Task.FromResult(false);
        var registration = clock.Token.UnsafeRegister(_ => ending = EndAsync(exchange, deadline, aborted), null);

        context.RequestAborted = aborted.Token;
        Exception? failure = null;
        bool isAnswered;
        try
        {
            await runner.RunAsync(exchange);
            deadline.Lift();
        }
        catch (Exception error) when (deadline.IsPassed)
        {
            failure = error;
        }
        finally
        {
            await registration.DisposeAsync(); // Waits for a timeout that is ending the request.
            isAnswered = await ending;
            context.RequestAborted = clientLeft;
        }

        if (!deadline.IsPassed)
            return;
        if (failure is not (null or OperationCanceledException))
            Log.FailedAfterTimeout(host.Log, failure, context.Request.Method, context.Request.Path);
        throw new RequestTimeoutException(timeout, isAnswered, failure);
    }

    /// <summary>Ends the request in the app's place; returns whether the client got a response.</summary>
    private async Task<bool> EndAsync(Exchange exchange, ResponseDeadline deadline, CancellationTokenSource aborted)
    {
        if (!deadline.TryPass(out var isHeadFree))
            return false;

        var context = exchange.Context;
        Log.RequestTimedOut(host.Log, context.Request.Method, context.Request.Path, timeout);
        host.Metrics.RequestTimedOut();
        try
        {
            var outcome = FailurePolicy.Decide(
                new RequestTimeoutException(timeout), isHeadSent: !isHeadFree, hasClientLeft: false, showsTruncation: true);
            if (outcome.Kind == OutcomeKind.Answer)
                await AnswerAsync(exchange, outcome);
            else
                context.Abort();
            await aborted.CancelAsync();
        }
        catch (Exception error)
        {
            // The client has left meanwhile, or a callback that the app registered with its token failed.
            Log.FailedAfterTimeout(host.Log, error, context.Request.Method, context.Request.Path);
        }

        return isHeadFree;
    }

    private static async Task AnswerAsync(Exchange exchange, Outcome outcome)
    {
        var context = exchange.Context;
        exchange.Withdraw();
        await ErrorAnswer.SendAsync(context, outcome.StatusCode, outcome.Message, outcome.MustClose);
        await context.Response.CompleteAsync();
    }
}
