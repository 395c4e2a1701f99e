using Gateway.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Requests in flight.</summary>
public static class GatewayRequestsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="GatewayRequests"/>, which lists the requests in flight. Without it they are not recorded.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddGatewayRequests(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ => new GatewayRequests());
        return services;
    }
}
