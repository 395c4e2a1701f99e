using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Gateway.AspNetCore.Health;

/// <summary>Whether this instance should be sent requests: not while it stops, and not while too many requests wait.</summary>
internal sealed class GatewayHealthCheck(IHostApplicationLifetime lifetime, HostedApps apps) : IHealthCheck
{
    public const string Name = "gateway";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, "The server is stopping."));
        if (apps.FindOverloaded() is { } host)
        {
            var options = host.Options.Execution;
            return Task.FromResult(new HealthCheckResult(
                context.Registration.FailureStatus,
                $"{host.Waiting.Count} requests wait, which is more than {options.ReadyQueueShare:P0} of {options.QueueLimit} "
                + "(ReadyQueueShare, QueueLimit)."));
        }

        return Task.FromResult(HealthCheckResult.Healthy("Requests are taken."));
    }
}
