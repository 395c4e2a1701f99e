using System.Net.WebSockets;

namespace Gateway;

/// <summary>The body that accepts a WebSocket; see <see cref="WebSocketHandshake.Accept"/>. It has no blocks: a host recognises it and
/// runs its <see cref="Handler"/>.</summary>
public sealed class WebSocketBody : Body
{
    internal WebSocketBody(Func<WebSocket, CancellationToken, Task> handler, string? subProtocol)
    {
        Handler = handler;
        SubProtocol = subProtocol;
    }

    private WebSocketBody(Observation observation, Func<WebSocket, CancellationToken, Task> handler, string? subProtocol)
    {
        Observation = observation;
        Handler = new ObservedSocket(observation, handler).RunAsync;
        SubProtocol = subProtocol;
    }

    /// <summary>The callback that talks over the socket.</summary>
    public Func<WebSocket, CancellationToken, Task> Handler { get; }

    /// <summary>The sub-protocol to select; null selects none.</summary>
    public string? SubProtocol { get; }

    private protected override Observation? Observation { get; }

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => throw NotEnumerable();

    /// <inheritdoc/>
    public override IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        throw NotEnumerable();

    private protected override WebSocketBody Observed(BodyObserver observer) => new(new Observation(this, observer), Handler, SubProtocol);

    private static GatewayContractException NotEnumerable() =>
        new(
            "A body made by WebSocketHandshake.Accept has no blocks: middleware must return it unchanged (or refuse with a response "
            + "of its own), and the host must support WebSockets.");
}
