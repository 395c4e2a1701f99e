namespace Gateway.Toolkit;

/// <summary>A router below a prefix.</summary>
internal sealed class RouterTarget(Router router) : RouteTarget(router.Call)
{
    public override string Name => nameof(Router);

    public override string? AsynchronousPart => router.AsynchronousPart;

    public override IEnumerable<ReadOnlyMemory<byte>> Call(in RouteMatch match, Environ environ, StartResponse startResponse) =>
        router.Call(environ, startResponse);

    public override ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(
        in RouteMatch match, Environ environ, StartResponse startResponse) =>
        router.CallAsync(environ, startResponse);
}
