namespace Gateway.Toolkit;

/// <summary>An asynchronous app, perhaps made of something that somebody wrote.</summary>
internal sealed class AsyncAppTarget(AsyncGatewayApp app, Delegate written) : RouteTarget(written)
{
    public override string AsynchronousPart => Name;

    public override IEnumerable<ReadOnlyMemory<byte>> Call(in RouteMatch match, Environ environ, StartResponse startResponse) =>
        throw new NotSupportedException($"The app {Name} is asynchronous.");

    public override ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(
        in RouteMatch match, Environ environ, StartResponse startResponse) =>
        app(environ, startResponse);
}
