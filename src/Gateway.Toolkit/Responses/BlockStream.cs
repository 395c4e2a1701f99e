namespace Gateway.Toolkit;

/// <summary>Blocks as a stream. A read gives what is left of one block and never waits for a second: each goes out as soon as it is
/// there.</summary>
internal sealed class BlockStream : ReadOnlyStream
{
    private readonly IEnumerable<ReadOnlyMemory<byte>> _blocks;
    private IEnumerator<ReadOnlyMemory<byte>>? _enumerator;
    private ReadOnlyMemory<byte> _left;

    public BlockStream(IEnumerable<ReadOnlyMemory<byte>> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        _blocks = blocks;
    }

    public override int Read(Span<byte> buffer)
    {
        _enumerator ??= _blocks.GetEnumerator();
        while (_left.IsEmpty)
        {
            if (!_enumerator.MoveNext())
                return 0;
            _left = _enumerator.Current;
        }

        var count = Math.Min(buffer.Length, _left.Length);
        _left.Span[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        _enumerator?.Dispose();
        // An iterator is its own first enumerator.
        if (!ReferenceEquals(_enumerator, _blocks))
            (_blocks as IDisposable)?.Dispose();
        base.Dispose(disposing);
    }
}
