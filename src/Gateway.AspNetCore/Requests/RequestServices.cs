using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Requests;

/// <summary><c>gateway.services</c>. Creates the request's scope at the first service, not when the entries are enumerated.</summary>
internal sealed class RequestServices(Exchange exchange) : IKeyedServiceProvider
{
    // Throws a clear exception after the request has ended.
    private IServiceProvider Services => exchange.Context.RequestServices;

    public object? GetService(Type serviceType) => Services.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => Keyed(serviceType).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        Keyed(serviceType).GetRequiredKeyedService(serviceType, serviceKey);

    private IKeyedServiceProvider Keyed(Type serviceType) => Services as IKeyedServiceProvider
        ?? throw new InvalidOperationException(
            $"The service provider of this host does not support keyed services, so it cannot provide {serviceType}.");
}
