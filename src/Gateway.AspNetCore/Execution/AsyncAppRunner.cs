namespace Gateway.AspNetCore.Execution;

/// <summary>Runs an asynchronous app.</summary>
internal sealed class AsyncAppRunner(AsyncGatewayApp app) : AppRunner
{
    public override Task RunAsync(Exchange exchange)
    {
        try
        {
            return exchange.RunAsync(app, exchange).AsTask();
        }
        catch (Exception error)
        {
            return Task.FromException(error);
        }
    }
}
