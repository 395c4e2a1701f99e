using System.IO.Pipelines;

namespace Gateway;

/// <summary>The writer lent to the callback of <see cref="Body.Write"/>: it counts what is written.</summary>
internal sealed class CheckedPipeWriter(LintLayer layer, PipeWriter writer) : PipeWriter
{
    private bool _hasEnded;

    /// <summary>Whether the host has said that it takes no more.</summary>
    public bool IsGivenUp { get; private set; }

    public override bool CanGetUnflushedBytes => writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => writer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ThrowIfEnded();
        return writer.GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        ThrowIfEnded();
        return writer.GetSpan(sizeHint);
    }

    public override void Advance(int bytes)
    {
        ThrowIfEnded();
        Count(bytes);
        writer.Advance(bytes);
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        return Flushed(await writer.FlushAsync(cancellationToken).ConfigureAwait(false));
    }

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        Count(source.Length);
        return Flushed(await writer.WriteAsync(source, cancellationToken).ConfigureAwait(false));
    }

    public override void CancelPendingFlush() => writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => writer.CompleteAsync(exception);

    public void End() => _hasEnded = true;

    private void Count(int bytes)
    {
        if (bytes > 0)
            layer.Response.Count(bytes);
    }

    private FlushResult Flushed(FlushResult result)
    {
        IsGivenUp |= result.IsCompleted;
        return result;
    }

    private void ThrowIfEnded()
    {
        if (_hasEnded)
            throw layer.Fail("nothing-after-end", LintSide.App, "it used the writer of Body.Write after its callback had returned.");
    }
}
