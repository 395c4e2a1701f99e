using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Requests;

/// <summary><c>gateway.services</c>. The request's scope is made when the first service is asked for, not by whoever looks at all entries.</summary>
internal sealed class RequestServices(Exchange exchange) : IKeyedServiceProvider
{
    // The request itself fails clearly once it has ended.
    private IServiceProvider Services => exchange.Context.RequestServices;

    public object? GetService(Type serviceType) => Services.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => Keyed(serviceType).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Keyed(serviceType).GetRequiredKeyedService(serviceType, serviceKey);

    private IKeyedServiceProvider Keyed(Type serviceType) => Services as IKeyedServiceProvider
        ?? throw new InvalidOperationException($"The service provider of this host knows no keyed services, so it has no {serviceType}.");
}
