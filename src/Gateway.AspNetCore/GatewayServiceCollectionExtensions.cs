using Gateway.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Defaults for gateway apps.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>Sets the options every hosted gateway app begins with. Not needed where the defaults are right.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddGateway(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<GatewayOptions>();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }
}
