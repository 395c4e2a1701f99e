using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Fuzzing.InMemory;

/// <summary>Hands the connections of a <see cref="MemoryTransport"/> to Kestrel.</summary>
internal sealed class MemoryListener(EndPoint endPoint, ChannelReader<ConnectionContext> connections, Action stop) : IConnectionListener
{
    public EndPoint EndPoint => endPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await connections.WaitToReadAsync(cancellationToken) && connections.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        stop();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
