namespace Gateway.Fakes;

/// <summary>A stream that knows whether it was read and closed; it need not be seekable, and reads are short where asked for.</summary>
internal sealed class TrackedStream(byte[] content, bool isSeekable = true, int mostPerRead = int.MaxValue)
    : MemoryStream(content, writable: false)
{
    public int Reads { get; private set; }

    public int TimesClosed { get; private set; }

    public override bool CanSeek => isSeekable && base.CanSeek;

    public override long Length => CanSeek ? base.Length : throw new NotSupportedException();

    public override long Position
    {
        get => CanSeek ? base.Position : throw new NotSupportedException();
        set => base.Position = CanSeek ? value : throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Reads++;
        return base.Read(buffer, offset, Math.Min(count, mostPerRead));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        return base.ReadAsync(buffer[..Math.Min(buffer.Length, mostPerRead)], cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        TimesClosed++;
        base.Dispose(disposing);
    }
}
