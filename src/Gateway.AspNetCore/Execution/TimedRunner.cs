using Gateway.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Execution;

/// <summary>Gives each request so much time. Past that its token is cancelled, and the client gets a 504, or a reset where the app's head is out already.</summary>
/// <remarks>The client does not wait for an app that overlooks its token. The request does: the app still uses it.</remarks>
internal sealed class TimedRunner(AppRunner runner, TimeSpan timeout, AppHost host) : AppRunner
{
    public override async ValueTask RunAsync(GatewayRequest environ, GatewayResponse response)
    {
        var context = environ.Context;
        var clientLeft = context.RequestAborted;
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(clientLeft);
        using var clock = new CancellationTokenSource(timeout, host.Time);
        var deadline = environ.Deadline = new RequestDeadline();
        var ended = Task.CompletedTask;
        var registration = clock.Token.UnsafeRegister(_ => ended = EndAsync(context, response, deadline, aborted), null);

        context.RequestAborted = aborted.Token;
        Exception? failure = null;
        try
        {
            await runner.RunAsync(environ, response);
            deadline.Lift();
        }
        catch (Exception error) when (deadline.IsPassed)
        {
            failure = error;
        }
        finally
        {
            await registration.DisposeAsync(); // Waits for a clock that is striking just now.
            await ended;
            context.RequestAborted = clientLeft;
        }

        if (!deadline.IsPassed)
            return;
        if (failure is not (null or OperationCanceledException))
            Log.FailedAfterTimeout(host.Log, failure, context.Request.Method, context.Request.Path);
        throw new RequestTimeoutException(timeout, failure);
    }

    private async Task EndAsync(HttpContext context, GatewayResponse response, RequestDeadline deadline, CancellationTokenSource aborted)
    {
        if (!deadline.TryPass(out var isHeadFree))
            return;

        Log.RequestTimedOut(host.Log, context.Request.Method, context.Request.Path, timeout);
        host.Metrics.RequestTimedOut();
        try
        {
            if (isHeadFree)
                await AnswerAsync(context, response);
            else
                context.Abort();
            await aborted.CancelAsync();
        }
        catch (Exception error)
        {
            // The client that has gone meanwhile, or what the app has registered with its token.
            Log.FailedAfterTimeout(host.Log, error, context.Request.Method, context.Request.Path);
        }
    }

    private static async Task AnswerAsync(HttpContext context, GatewayResponse response)
    {
        response.Withdraw();
        await ErrorAnswer.SendAsync(context, StatusCodes.Status504GatewayTimeout, "The app took too long to answer.", close: true);
        await context.Response.CompleteAsync();
    }
}
