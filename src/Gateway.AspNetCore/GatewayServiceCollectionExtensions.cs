using Gateway.AspNetCore;
using Gateway.AspNetCore.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ShutdownDelay>());
        return services;
    }

    /// <summary>Sets the options every hosted gateway app begins with from a configuration section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, like <c>builder.Configuration.GetSection("Gateway")</c>, with <c>Environ</c>, <c>Requests</c>,
    /// <c>Execution</c> and <c>Timeouts</c>. It is read when the first app is hosted, which fails at a key or a value that is not
    /// valid.</param>
    /// <param name="configure">Changes the options further.</param>
    /// <returns>The services.</returns>
    /// <example>
    /// <code>
    /// builder.Services.AddGateway(builder.Configuration.GetSection("Gateway"));
    /// </code>
    /// </example>
    public static IServiceCollection AddGateway(
        this IServiceCollection services, IConfiguration section, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<GatewayOptions>().Configure(options => options.Read(section));
        return services.AddGateway(configure);
    }
}
