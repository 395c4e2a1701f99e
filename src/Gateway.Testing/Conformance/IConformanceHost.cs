namespace Gateway.Testing.Conformance;

/// <summary>The interface that a host implements to run the suite. One instance serves one case.</summary>
public interface IConformanceHost
{
    /// <summary>Starts serving a synchronous app.</summary>
    /// <param name="app">The app.</param>
    /// <returns>Completes when the host accepts requests.</returns>
    Task StartAsync(GatewayApp app);

    /// <summary>Starts serving an asynchronous app.</summary>
    /// <param name="app">The app.</param>
    /// <returns>Completes when the host accepts requests.</returns>
    Task StartAsync(AsyncGatewayApp app);

    /// <summary>Sends the request of the exchange and receives the response, however it ends.
    /// <see cref="HttpWireClient"/> and <see cref="HttpInvokerClient"/> do it for most hosts.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <returns>The response.</returns>
    Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange);

    /// <summary>Stops serving. Returns when every request has ended.</summary>
    /// <returns>When every request has ended.</returns>
    Task StopAsync();
}
