namespace Gateway.Testing.Tests.Hosts;

/// <summary>A host with middleware in front of every app.</summary>
internal sealed class WrappedHost(IConformanceHost host, GatewayMiddleware wrap, AsyncGatewayMiddleware wrapAsync) : IConformanceHost
{
    public Task StartAsync(GatewayApp app) => host.StartAsync(app.Use(wrap));

    public Task StartAsync(AsyncGatewayApp app) => host.StartAsync(app.Use(wrapAsync));

    public Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange) => host.ExchangeAsync(exchange);

    public Task StopAsync() => host.StopAsync();
}
