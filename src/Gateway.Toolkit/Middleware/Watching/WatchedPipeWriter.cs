using System.IO.Pipelines;

namespace Gateway.Toolkit;

/// <summary>The writer of a watched <see cref="WriterBody"/>: it counts what is written.</summary>
internal sealed class WatchedPipeWriter(MiddlewareCall call, PipeWriter writer) : PipeWriter
{
    /// <summary>Whether anything was written, sent or not: then it is too late for another answer.</summary>
    public bool HasWritten { get; private set; }

    public override bool CanGetUnflushedBytes => writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => writer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (bytes > 0)
        {
            call.SendingThrough(bytes);
            HasWritten = true;
        }

        writer.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => writer.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => writer.CompleteAsync(exception);
}
