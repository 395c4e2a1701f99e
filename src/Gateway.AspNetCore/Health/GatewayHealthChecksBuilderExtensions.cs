using Gateway.AspNetCore.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The health check of gateway apps.</summary>
public static class GatewayHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check named <c>gateway</c> with the tag <c>ready</c>.
    /// It is unhealthy from the moment the host begins to stop, and while more requests wait for an app than its
    /// <c>Execution.ReadyQueueShare</c> allows. A second call changes nothing.</summary>
    /// <param name="builder">The health checks.</param>
    /// <returns>The health checks.</returns>
    /// <example>
    /// <code>
    /// builder.Services.AddHealthChecks().AddGateway();
    /// var app = builder.Build();
    /// app.MapGatewayHealth("/healthz/ready", "/healthz/live");
    /// </code>
    /// </example>
    public static IHealthChecksBuilder AddGateway(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(HostedApps)))
            return builder;
        builder.Services.TryAddSingleton<HostedApps>();
        builder.Services.TryAddSingleton<GatewayHealthCheck>();
        return builder.Add(new HealthCheckRegistration(
            GatewayHealthCheck.Name, services => services.GetRequiredService<GatewayHealthCheck>(), failureStatus: null, tags: ["ready"]));
    }
}
