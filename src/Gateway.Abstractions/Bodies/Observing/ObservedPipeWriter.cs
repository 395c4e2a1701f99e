using System.IO.Pipelines;

namespace Gateway;

/// <summary>The writer lent to the callback of an observed <see cref="WriterBody"/>: what is written is a block.</summary>
internal sealed class ObservedPipeWriter(Observation observation, PipeWriter writer) : PipeWriter
{
    private Memory<byte> _memory;

    /// <summary>Whether the host has said that it takes no more.</summary>
    public bool IsReaderDone { get; private set; }

    /// <summary>Whether the callback has returned, so that nothing may be written any more.</summary>
    public bool HasReturned { get; set; }

    public override bool CanGetUnflushedBytes => writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => writer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        TellLateWrite();
        return _memory = writer.GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        TellLateWrite();
        if (bytes > 0)
        {
            // More than was lent is refused by the writer itself, below.
            observation.Give(_memory[..Math.Min(bytes, _memory.Length)]);
            _memory = _memory[Math.Min(bytes, _memory.Length)..];
        }

        writer.Advance(bytes);
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        TellLateWrite();
        return Flushed(await writer.FlushAsync(cancellationToken).ConfigureAwait(false));
    }

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        TellLateWrite();
        if (!source.IsEmpty)
            await observation.GiveAsync(source).ConfigureAwait(false);
        return Flushed(await writer.WriteAsync(source, cancellationToken).ConfigureAwait(false));
    }

    public override void CancelPendingFlush() => writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => writer.CompleteAsync(exception);

    private FlushResult Flushed(FlushResult result)
    {
        IsReaderDone |= result.IsCompleted;
        return result;
    }

    private void TellLateWrite()
    {
        if (HasReturned)
            observation.Observer.OnLateWrite();
    }
}
