using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.AspNetCore.Health;

/// <summary>Keeps the server listening for a while after the stop has begun: a load balancer learns of it only then.</summary>
internal sealed class ShutdownDelay(
    IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, IOptions<HostOptions> host, TimeProvider? time = null)
    : IHostedLifecycleService
{
    // The host's own time limit begins with the delay, and requests under way need that time after it.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (host.Value.ShutdownTimeout != Timeout.InfiniteTimeSpan)
            host.Value.ShutdownTimeout += options.Value.Timeouts.ShutdownDelay;
        return Task.CompletedTask;
    }

    // Hosted services, and the server among them, stop after this has returned.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var delay = options.Value.Timeouts.ShutdownDelay;
        if (delay <= TimeSpan.Zero)
            return;
        lifetime.StopApplication(); // A host that is stopped by a call, not by a signal, would say so only afterwards.
        await Task.Delay(delay, time ?? TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
