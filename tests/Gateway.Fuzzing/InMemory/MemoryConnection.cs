using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Fuzzing.InMemory;

/// <summary>A connection without sockets: what is written on one side is read on the other, and nothing is lost.</summary>
internal sealed class MemoryConnection : ConnectionContext
{
    // Without a limit: neither side ever waits for the other, so whatever hangs is the server's own doing.
    private static readonly PipeOptions Unlimited = new(
        pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe _toServer = new(Unlimited);
    private readonly Pipe _toClient = new(Unlimited);
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isReset;

    public MemoryConnection()
    {
        Transport = new Duplex(_toServer.Reader, _toClient.Writer);
        Features.Set<IMemoryPoolFeature>(MemoryBlocks.Instance);
        ConnectionClosed = _closed.Token;
        LocalEndPoint = new IPEndPoint(IPAddress.Loopback, MemoryTransport.Port);
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1024);
    }

    public override string ConnectionId { get; set; } = "memory";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    /// <summary>Sends everything piece by piece, ends the input, and waits until the server has let go of the connection.</summary>
    /// <param name="pieces">The bytes, as the network might cut them.</param>
    /// <param name="leaves">Whether the client is gone at the end of its input, instead of waiting for answers.</param>
    public async Task<MemoryExchange> ExchangeAsync(IEnumerable<ReadOnlyMemory<byte>> pieces, bool leaves)
    {
        var reading = ReadToEndAsync();
        foreach (var piece in pieces)
        {
            if ((await _toServer.Writer.WriteAsync(piece)).IsCompleted)
                break;
            await Task.Yield();
        }

        await _toServer.Writer.CompleteAsync();
        if (leaves)
            await _closed.CancelAsync();
        var bytes = await reading;
        await _released.Task;
        return new MemoryExchange(bytes, _isReset);
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _isReset = true;
        ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _toServer.Reader.CompleteAsync();
        await _toClient.Writer.CompleteAsync();
        _released.TrySetResult();
    }

    private async Task<byte[]> ReadToEndAsync()
    {
        using var bytes = new MemoryStream();
        await _toClient.Reader.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
