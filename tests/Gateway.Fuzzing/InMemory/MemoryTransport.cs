using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Fuzzing.InMemory;

/// <summary>Kestrel's transport without a network.</summary>
internal sealed class MemoryTransport : IConnectionListenerFactory
{
    /// <summary>The port a request believes to have come in on.</summary>
    public const int Port = 5000;

    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(
            new MemoryListener(endpoint, _connections.Reader, () => _connections.Writer.TryComplete()));

    public MemoryConnection Connect()
    {
        var connection = new MemoryConnection();
        return _connections.Writer.TryWrite(connection) ? connection : throw new InvalidOperationException("The server has stopped.");
    }
}
