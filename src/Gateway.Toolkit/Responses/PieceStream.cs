namespace Gateway.Toolkit;

/// <summary>Parts of a stream one after another, each with something in front of it. Closing it closes the stream.</summary>
/// <param name="source">A stream that can seek; what is cut from it counts from where it stands.</param>
/// <param name="pieces">The pieces.</param>
internal sealed class PieceStream(Stream source, IReadOnlyList<PieceStream.Piece> pieces) : ReadOnlyStream
{
    private readonly long _start = source.Position;
    private int _next;
    private ReadOnlyMemory<byte> _head;
    private long _left;

    /// <summary>A part of the stream and what comes before it.</summary>
    public readonly record struct Piece(ReadOnlyMemory<byte> Head, ByteRange Range);

    public override int Read(Span<byte> buffer)
    {
        if (!HasMore())
            return 0;
        if (!_head.IsEmpty)
            return ReadHead(buffer);
        return Count(source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]), buffer.Length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!HasMore())
            return 0;
        if (!_head.IsEmpty)
            return ReadHead(buffer.Span);
        return Count(
            await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false), buffer.Length);
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }

    private bool HasMore()
    {
        while (_head.IsEmpty && _left == 0)
        {
            if (_next == pieces.Count)
                return false;
            var piece = pieces[_next++];
            (_head, _left) = (piece.Head, piece.Range.Length);
            if (_left > 0)
                source.Position = _start + piece.Range.From;
        }

        return true;
    }

    private int ReadHead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _head.Length);
        _head.Span[..count].CopyTo(buffer);
        _head = _head[count..];
        return count;
    }

    private int Count(int read, int wanted)
    {
        if (read == 0 && wanted > 0)
            throw new EndOfStreamException("The stream became shorter while ranges of it were sent.");
        _left -= read;
        return read;
    }
}
