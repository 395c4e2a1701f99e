using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Gateway.Python.Protocol;

namespace Gateway.Python.Serving;

/// <summary>
/// The blocks of a response, read from the worker ahead of a slow client. It owns the slot from the start: a host that never asks for a
/// block closes it, too.
/// </summary>
internal sealed class PythonBody : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private const int LongestRead = 64 * 1024;
    private const int SegmentSize = 16 * 1024;

    private readonly PythonExchange _exchange;
    private readonly Pipe _pipe;
    private readonly Task _pump;
    private Exception? _failure;
    private ValueTask<FlushResult>? _flush; // Waits for the client while more is kept for it than may be.

    /// <param name="exchange">The request.</param>
    /// <param name="first">The frame with the head; its block is still to be read.</param>
    /// <param name="writeBehind">How much is kept for a slow client, in bytes.</param>
    public PythonBody(PythonExchange exchange, FrameHeader first, int writeBehind)
    {
        _exchange = exchange;
        var (pause, resume) = (Math.Max(1, writeBehind), Math.Max(1, writeBehind / 2));
        _pipe = new(new PipeOptions(
            pauseWriterThreshold: pause, resumeWriterThreshold: resume, minimumSegmentSize: SegmentSize, useSynchronizationContext: false));
        _pump = PumpAsync(first);
    }

    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var block in result.Buffer)
            {
                if (!block.IsEmpty)
                    yield return block;
            }

            _pipe.Reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                break;
        }

        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        if (!_exchange.IsWhole)
            _exchange.Abandon();
        await _pump.ConfigureAwait(false);
    }

    private async Task PumpAsync(FrameHeader header)
    {
        try
        {
            while (true)
            {
                await CopyAsync(header.Block).ConfigureAwait(false);
                if (header.Is(FrameFlags.Last))
                    break;
                header = await _exchange.NextAsync().ConfigureAwait(false);
                if (header.Head > 0 || header.Is(FrameFlags.File))
                    throw new WorkerLostException("The worker sent a second head.");
            }

            _exchange.IsWhole = true;
        }
#pragma warning disable CA1031 // Thrown in the enumerator, after the blocks that came before.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failure = _exchange.Explain(error);
            _exchange.Abandon();
        }

        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        if (header.Is(FrameFlags.Idle))
            await _exchange.EndAsync().ConfigureAwait(false);
        else if (_exchange.IsWhole)
            _ = _exchange.FinishAsync();
    }

    // Blocks that came together go together: each flush wakes the sender.
    private ValueTask CopyAsync(uint count)
    {
        if (_flush is not null || !_exchange.Slot.TryTake(count, out var block))
            return ReceiveAsync(count);
        _pipe.Writer.Write(block);
        if (!_exchange.Slot.HasBlock)
            Flush();
        return default;
    }

    // Waits for the client only when there is another block: a response that fits holds no worker.
    private async ValueTask ReceiveAsync(uint count)
    {
        while (count > 0)
        {
            await WaitForClientAsync().ConfigureAwait(false);
            var buffer = _pipe.Writer.GetMemory((int)Math.Min(count, LongestRead));
            var read = await _exchange.Slot.ReadAsync(buffer[..(int)Math.Min(count, buffer.Length)]).ConfigureAwait(false);
            _pipe.Writer.Advance(read);
            count -= (uint)read;
            if (count > 0 || !_exchange.Slot.HasBlock)
                Flush();
        }
    }

    private void Flush()
    {
#pragma warning disable CA2012 // Awaited once: at once if it is completed, or before the next block.
        var flush = _pipe.Writer.FlushAsync();
#pragma warning restore CA2012
        if (flush.IsCompletedSuccessfully)
            ThrowIfGone(flush.Result);
        else
            _flush = flush;
    }

    private async ValueTask WaitForClientAsync()
    {
        if (_flush is not { } flush)
            return;
        _flush = null;
        if (!flush.IsCompleted)
            _exchange.Slot.ExpectClient();
        ThrowIfGone(await flush.ConfigureAwait(false));
        _exchange.Slot.ExpectApp();
    }

    private static void ThrowIfGone(FlushResult result)
    {
        if (result.IsCompleted)
            throw new OperationCanceledException("The client has gone.");
    }
}
