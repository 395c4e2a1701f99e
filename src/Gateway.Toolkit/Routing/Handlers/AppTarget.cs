namespace Gateway.Toolkit;

/// <summary>A synchronous app.</summary>
internal sealed class AppTarget(GatewayApp app) : RouteTarget(app)
{
    private readonly AsyncGatewayApp _lifted = app.ToAsync();

    public override IEnumerable<ReadOnlyMemory<byte>> Call(in RouteMatch match, Environ environ, StartResponse startResponse) =>
        app(environ, startResponse);

    public override ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(
        in RouteMatch match, Environ environ, StartResponse startResponse) =>
        _lifted(environ, startResponse);
}
