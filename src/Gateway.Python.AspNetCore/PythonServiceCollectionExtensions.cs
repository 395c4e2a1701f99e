using Gateway;
using Gateway.Python.AspNetCore;
using Gateway.Python;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Python WSGI apps that start and stop with the host.</summary>
public static class PythonServiceCollectionExtensions
{
    /// <summary>
    /// Adds a Python WSGI app. Its workers start with the host, before it takes requests, and stop with it; what they print goes to the log
    /// of the category <c>Gateway.Python</c>, and a health check with the name of the app tells whether it can serve.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="target"><c>module:callable</c>. It is the name of the options and of the health check, and the key of the
    /// <see cref="PythonApp"/>.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The services.</returns>
    /// <remarks>The first app is also the service without a key: <c>app.MapGatewayApp("/",
    /// app.Services.GetRequiredService&lt;PythonApp&gt;())</c>.</remarks>
    public static IServiceCollection AddPythonApp(
        this IServiceCollection services, string target, Action<PythonAppOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var options = services.AddOptions<PythonAppOptions>(target);
        if (configure is not null)
            options.Configure(configure);
        options.PostConfigure<ILoggerFactory>((settings, loggers) => settings.Log ??= new PythonLog(loggers).Write);

        services.AddKeyedSingleton(target, (provider, _) =>
            new PythonApp(target, provider.GetRequiredService<IOptionsMonitor<PythonAppOptions>>().Get(target)));
        if (!services.Any(service => service.ServiceType == typeof(PythonApp) && !service.IsKeyedService))
            services.AddSingleton(provider => provider.GetRequiredKeyedService<PythonApp>(target));
        services.AddSingleton<IHostedService>(provider =>
            new PythonService(provider.GetRequiredKeyedService<PythonApp>(target)));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            target, provider => new PythonHealthCheck(
                provider.GetRequiredKeyedService<PythonApp>(target)), failureStatus: null, tags: null));
        return services;
    }
}
