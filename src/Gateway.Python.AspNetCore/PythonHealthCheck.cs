using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Python.AspNetCore;

/// <summary>Healthy while at least one worker serves and not too many requests wait for one.</summary>
internal sealed class PythonHealthCheck(PythonApp app) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(app.ReasonNotReady is { } reason
            ? new HealthCheckResult(context.Registration.FailureStatus, reason, app.Failure)
            : HealthCheckResult.Healthy($"{app.ProcessIds.Count} workers serve {app.Target}."));
}
