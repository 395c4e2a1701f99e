using Gateway.AspNetCore.Responses;

namespace Gateway.AspNetCore.Execution;

/// <summary>Runs a synchronous app on the thread that serves the request.</summary>
internal sealed class SyncAppRunner(GatewayApp app) : AppRunner
{
    public override ValueTask RunAsync(Environ environ, GatewayResponse response) =>
        response.SendAsync(app(environ, response.Start) ?? throw ReturnedNull(app));
}
