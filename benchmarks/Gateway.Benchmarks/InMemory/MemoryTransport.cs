using System.Buffers;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Benchmarks.InMemory;

/// <summary>Kestrel's transport without a network, on Kestrel's own memory pool.</summary>
internal sealed class MemoryTransport(IMemoryPoolFactory<byte> pools) : IConnectionListenerFactory
{
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();
    private readonly MemoryPool<byte> _pool = pools.Create();

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new MemoryListener(endpoint, _connections));

    public MemoryConnection Connect()
    {
        var connection = new MemoryConnection(_pool);
        return _connections.Writer.TryWrite(connection) ? connection : throw new InvalidOperationException("The server has stopped.");
    }
}
