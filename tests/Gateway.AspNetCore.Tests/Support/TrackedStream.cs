namespace Gateway.AspNetCore.Tests.Support;

/// <summary>A file-like object that tells whether it was read and closed. Not seekable unless told so.</summary>
internal sealed class TrackedStream(byte[] bytes, bool canSeek = false) : MemoryStream(bytes)
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public Signal Closed { get; } = new();

    public override bool CanSeek => canSeek;

    public override int Read(byte[] buffer, int offset, int count)
    {
        Interlocked.Increment(ref _reads);
        return base.Read(buffer, offset, count);
    }

    public override int Read(Span<byte> buffer)
    {
        Interlocked.Increment(ref _reads);
        return base.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        Closed.Set();
        base.Dispose(disposing);
    }
}
