using Gateway.AspNetCore.Responses;

namespace Gateway.AspNetCore.Execution;

/// <summary>Runs a synchronous app: on the thread that reads the request while its calls prove short, on threads of its own when they do not.</summary>
/// <remarks>A blocked pool thread holds up every connection of the server; a change of threads costs a request that does not block more than the rest of the adapter.</remarks>
internal sealed class SyncAppRunner(GatewayApp app, AppHost host) : AppRunner
{
    private readonly CallPace _pace = new();
    private readonly BlockingThreads _threads = new(host.Options.MaxBlockingThreads, host.Options.QueueLimit);

    public override ValueTask RunAsync(GatewayRequest environ, GatewayResponse response) =>
        _pace.TryEnterInline(out var entered, out var place) ? RunInline(environ, response, entered, place) : RunOnOwnThreadAsync(environ, response);

    private ValueTask RunInline(GatewayRequest environ, GatewayResponse response, long entered, int place)
    {
        try
        {
            return Call(environ, response, mayBlock: false);
        }
        finally
        {
            // Up to here, or to where it first waits for the client: what follows does not hold this thread.
            _pace.LeaveInline(entered, place);
        }
    }

    private async ValueTask RunOnOwnThreadAsync(GatewayRequest environ, GatewayResponse response)
    {
        var work = new BlockingWork(() =>
        {
            using var blocking = host.Metrics.StartBlocking();
            var entered = CallPace.Now;
            try
            {
                return Call(environ, response, mayBlock: true);
            }
            finally
            {
                _pace.Observe(entered);
            }
        });
        var options = host.Options;
        if (!_threads.TryQueue(work))
            throw new OverloadException(OverloadException.QueueFull, $"{options.MaxBlockingThreads} threads are busy and {options.QueueLimit} requests wait for one (MaxBlockingThreads, QueueLimit).");

        try
        {
            using var waiting = host.Metrics.StartWaiting();
            await work.Started.WaitAsync(options.QueueTimeout, host.Time, environ.Context.RequestAborted);
        }
        catch (TimeoutException) when (work.TryDrop())
        {
            throw new OverloadException(OverloadException.QueueTimeout, $"it waited for a thread for {options.QueueTimeout} (QueueTimeout).");
        }
        catch (OperationCanceledException) when (work.TryDrop())
        {
            throw; // The client has left: the app need not run.
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // It has started at the last moment.
        }

        await work.Finished;
    }

    private ValueTask Call(GatewayRequest environ, GatewayResponse response, bool mayBlock) =>
        response.SendAsync(app(environ, response.Start) ?? throw ReturnedNull(app), mayBlock);
}
