using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Python.AspNetCore;

/// <summary>Healthy while at least one worker serves.</summary>
internal sealed class PythonHealthCheck(PythonApp app) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var workers = app.ProcessIds.Count;
        return Task.FromResult(workers > 0
            ? HealthCheckResult.Healthy($"{workers} workers serve {app.Target}.")
            : new HealthCheckResult(context.Registration.FailureStatus, $"No worker serves {app.Target}.", app.Failure));
    }
}
