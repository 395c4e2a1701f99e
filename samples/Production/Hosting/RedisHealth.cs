using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Production;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisHealth(IConnectionMultiplexer redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var duration = await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy($"Redis answered in {duration.TotalMilliseconds:F1} ms.");
    }
}
