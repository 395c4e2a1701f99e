using Gateway.Hosting;

namespace Gateway.AspNetCore.Execution;

/// <summary>Runs a synchronous app on the thread that reads the request while its calls are short, else on its own threads.</summary>
/// <remarks>A blocked pool thread delays every connection of the server.
/// A change of threads costs more than the rest of the adapter.</remarks>
internal sealed class SyncAppRunner(GatewayApp app, AppHost host) : AppRunner
{
    private readonly BlockingDetector _detector = new();
    private readonly BlockingThreads _threads = new(host.Options.Execution.MaxBlockingThreads, host.Options.Execution.QueueLimit);

    public override Task RunAsync(Exchange exchange) =>
        _detector.TryEnterInline(out var entered, out var slot)
            ? RunInline(exchange, entered, slot)
            : RunOnOwnThreadAsync(exchange);

    private Task RunInline(Exchange exchange, long entered, int slot)
    {
        exchange.Parts.Progress?.RunsOn(Environment.CurrentManagedThreadId);
        Task run;
        try
        {
            run = exchange.RunAsync(app, exchange, mayBlock: false).AsTask();
        }
        catch (Exception error)
        {
            run = Task.FromException(error);
        }

        exchange.Parts.Progress?.LeavesThread();
        // The call ends here, or where it first waits for the client. The rest does not block this thread.
        _detector.LeaveInline(entered, slot);
        return run;
    }

    private async Task RunOnOwnThreadAsync(Exchange exchange)
    {
        var work = new BlockingWork(() =>
        {
            using var blocking = host.Metrics.StartBlocking();
            exchange.Parts.Progress?.RunsOn(Environment.CurrentManagedThreadId);
            var entered = BlockingDetector.Now;
            try
            {
                return exchange.RunAsync(app, exchange, mayBlock: true);
            }
            finally
            {
                _detector.Observe(entered);
            }
        });
        var options = host.Options.Execution;
        exchange.Parts.Progress?.Waits(); // Before a thread can take it.
        if (!_threads.TryQueue(work))
            throw new OverloadException(
                OverloadException.QueueFull,
                $"{options.MaxBlockingThreads} threads are busy and {options.QueueLimit} requests wait for one "
                + "(MaxBlockingThreads, QueueLimit).");

        try
        {
            using var waiting = host.Waiting.Enter();
            await work.Started.WaitAsync(options.QueueTimeout, host.Time, exchange.Context.RequestAborted);
        }
        catch (TimeoutException) when (work.TryDrop())
        {
            throw new OverloadException(
                OverloadException.QueueTimeout, $"it waited for a thread for {options.QueueTimeout} (QueueTimeout).");
        }
        catch (OperationCanceledException) when (work.TryDrop())
        {
            throw; // The client has left, so the app need not run.
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // The work started just before it could be dropped.
        }

        await work.Finished;
    }
}
