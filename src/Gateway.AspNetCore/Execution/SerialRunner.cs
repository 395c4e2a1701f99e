using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;

namespace Gateway.AspNetCore.Execution;

/// <summary>One request at a time, from the call of the app to the close of its body.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the pipeline, and the semaphore holds no handle.")]
internal sealed class SerialRunner(AppRunner runner, AppHost host) : AppRunner
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _waiting;

    public override async Task RunAsync(Exchange exchange)
    {
        await TakeTurnAsync(exchange);
        exchange.Parts.Progress?.Runs();
        try
        {
            await runner.RunAsync(exchange);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask TakeTurnAsync(Exchange exchange)
    {
        if (_turn.Wait(0, CancellationToken.None))
            return;

        var options = host.Options.Execution;
        exchange.Parts.Progress?.Waits();
        using var waiting = host.Waiting.Enter();
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.QueueLimit)
                throw new OverloadException(
                    OverloadException.QueueFull, $"{options.QueueLimit} requests wait for their turn (Serial, QueueLimit).");
            if (!await _turn.WaitAsync(options.QueueTimeout, exchange.Context.RequestAborted))
                throw new OverloadException(
                    OverloadException.QueueTimeout, $"it waited for its turn for {options.QueueTimeout} (Serial, QueueTimeout).");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
