using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Benchmarks.InMemory;

/// <summary>A connection without sockets. Whoever writes runs the reader on its own thread, so that what a request costs can be told from
/// everything else.</summary>
internal sealed class MemoryConnection : ConnectionContext, IMemoryPoolFeature
{
    private readonly CancellationTokenSource _closed = new();

    public MemoryConnection(MemoryPool<byte> pool)
    {
        MemoryPool = pool;
        // No limits: neither side ever waits for the other to read.
        var options = new PipeOptions(pool, PipeScheduler.Inline, PipeScheduler.Inline, pauseWriterThreshold: 0, resumeWriterThreshold: 0,
            useSynchronizationContext: false);
        var toServer = new Pipe(options);
        var toClient = new Pipe(options);
        Transport = new Duplex(toServer.Reader, toClient.Writer);
        Client = new Duplex(toClient.Reader, toServer.Writer);
        Features.Set<IMemoryPoolFeature>(this);
        ConnectionClosed = _closed.Token;
        LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 5000);
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1024);
    }

    /// <summary>The client's end.</summary>
    public IDuplexPipe Client { get; }

    public MemoryPool<byte> MemoryPool { get; }

    public override string ConnectionId { get; set; } = "memory";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) =>
        ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
