using Gateway.AspNetCore.Health;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Readiness and liveness for a load balancer or an orchestrator, over ASP.NET Core's health checks.</summary>
/// <remarks>Readiness runs every health check except those with the tag <c>live</c>; liveness runs those alone. A check of a database that
/// has no tag therefore takes an instance out of the load balancer, but does not restart it.
/// Both respond 200 or 503 with the status as text (<c>Healthy</c>, <c>Unhealthy</c>); what failed is in the log, not in the
/// response.</remarks>
public static class GatewayHealthExtensions
{
    /// <summary>Adds the two paths as endpoints.</summary>
    /// <param name="endpoints">The endpoints. <c>services.AddHealthChecks().AddGateway()</c> must have been called.</param>
    /// <param name="ready">The path of readiness. 503 from the moment the host begins to stop, and while too many requests wait.</param>
    /// <param name="live">The path of liveness. Neither a stop nor waiting requests change it.</param>
    /// <returns>Both endpoints, for authorization, host names and the like.</returns>
    /// <exception cref="ArgumentException">A path does not begin with a slash, or both are the same.</exception>
    /// <exception cref="InvalidOperationException">The health check is missing.</exception>
    public static IEndpointConventionBuilder MapGatewayHealth(
        this IEndpointRouteBuilder endpoints, string ready = "/healthz/ready", string live = "/healthz/live")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        Check(endpoints.ServiceProvider, ready, live);
        return new BothEndpoints(
            endpoints.MapHealthChecks(ready, Readiness()).WithDisplayName("Gateway readiness"),
            endpoints.MapHealthChecks(live, Liveness()).WithDisplayName("Gateway liveness"));
    }

    /// <summary>Adds the two paths as middleware, for pipelines without endpoints. Everything else goes on.</summary>
    /// <param name="builder">The pipeline. <c>services.AddHealthChecks().AddGateway()</c> must have been called.</param>
    /// <param name="ready">The path of readiness.</param>
    /// <param name="live">The path of liveness.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ArgumentException">A path does not begin with a slash, or both are the same.</exception>
    /// <exception cref="InvalidOperationException">The health check is missing.</exception>
    public static IApplicationBuilder UseGatewayHealth(
        this IApplicationBuilder builder, string ready = "/healthz/ready", string live = "/healthz/live")
    {
        ArgumentNullException.ThrowIfNull(builder);
        Check(builder.ApplicationServices, ready, live);
        return builder.UseHealthChecks(ready, Readiness()).UseHealthChecks(live, Liveness());
    }

    private static HealthCheckOptions Readiness() => new() { Predicate = check => !check.Tags.Contains("live") };

    private static HealthCheckOptions Liveness() => new() { Predicate = check => check.Tags.Contains("live") };

    private static void Check(IServiceProvider services, string ready, string live)
    {
        CheckPath(ready, nameof(ready));
        CheckPath(live, nameof(live));
        if (new PathString(ready).Equals(new PathString(live), StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"Readiness and liveness have the same path '{ready}'; they need two.", nameof(live));
        if (services.GetService<HostedApps>() is null)
            throw new InvalidOperationException(
                "The health check of Gateway is missing; call services.AddHealthChecks().AddGateway() before the host is built.");
    }

    private static void CheckPath(string path, string parameter)
    {
        ArgumentNullException.ThrowIfNull(path, parameter);
        if (path.Length < 2 || path[0] != '/' || path.AsSpan().IndexOfAny('{', '}', '?') >= 0)
            throw new ArgumentException(
                $"The path '{path}' must be like '/healthz': with a slash in front, without parameters.", parameter);
    }

    private sealed class BothEndpoints(IEndpointConventionBuilder ready, IEndpointConventionBuilder live) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            ready.Add(convention);
            live.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finalConvention)
        {
            ready.Finally(finalConvention);
            live.Finally(finalConvention);
        }
    }
}
