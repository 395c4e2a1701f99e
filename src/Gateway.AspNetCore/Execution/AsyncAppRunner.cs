using Gateway.AspNetCore.Responses;

namespace Gateway.AspNetCore.Execution;

/// <summary>Runs an asynchronous app.</summary>
internal sealed class AsyncAppRunner(AsyncGatewayApp app) : AppRunner
{
    public override ValueTask RunAsync(GatewayRequest environ, GatewayResponse response)
    {
        var call = app(environ, response.Start);
        return call.IsCompletedSuccessfully
            ? response.SendAsync(call.Result ?? throw ReturnedNull(app))
            : RunAwaited(call, response);
    }

    private async ValueTask RunAwaited(ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> call, GatewayResponse response) =>
        await response.SendAsync(await call ?? throw ReturnedNull(app));
}
