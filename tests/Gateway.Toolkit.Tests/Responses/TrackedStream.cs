namespace Gateway.Toolkit.Tests;

/// <summary>A stream that counts how often it is read and closed.</summary>
internal sealed class TrackedStream(byte[] bytes, bool canSeek = true) : MemoryStream(bytes, writable: false)
{
    public int Reads { get; private set; }

    public bool IsClosed { get; private set; }

    public override bool CanSeek => canSeek;

    public override int Read(byte[] buffer, int offset, int count)
    {
        Reads++;
        return base.Read(buffer, offset, count);
    }

    public override int Read(Span<byte> buffer)
    {
        Reads++;
        return base.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        return base.ReadAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
