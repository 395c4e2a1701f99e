using JsonApi;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Production;

/// <summary>Whether the articles can be read.</summary>
internal sealed class DatabaseHealth(ArticleStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.CheckAsync(cancellationToken);
        return HealthCheckResult.Healthy("The articles can be read.");
    }
}
