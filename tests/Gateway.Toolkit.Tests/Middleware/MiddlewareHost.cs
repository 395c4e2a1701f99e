using Gateway.Testing.Conformance;

namespace Gateway.Toolkit.Tests;

/// <summary>A host with middleware in front of every app, the linter on both sides of it where it is asked for.</summary>
internal sealed class MiddlewareHost(Toolkit.Middleware middleware, bool isLinted) : IConformanceHost
{
    private readonly InMemoryConformanceHost _host = new();

    public Task StartAsync(GatewayApp app) =>
        _host.StartAsync(isLinted ? app.Use(Lint.Check).Use(middleware).Use(Lint.Check) : app.Use(middleware));

    public Task StartAsync(AsyncGatewayApp app) =>
        _host.StartAsync(isLinted ? app.Use(Lint.Check).Use(middleware).Use(Lint.Check) : app.Use(middleware));

    public Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange) => _host.ExchangeAsync(exchange);

    public Task StopAsync() => _host.StopAsync();
}
