namespace Gateway.AspNetCore.Execution;

/// <summary>Runs an asynchronous app.</summary>
internal sealed class AsyncAppRunner(AsyncGatewayApp app) : AppRunner
{
    public override ValueTask RunAsync(Exchange exchange) => exchange.RunAsync(app, exchange);
}
