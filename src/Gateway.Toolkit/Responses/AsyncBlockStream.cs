namespace Gateway.Toolkit;

/// <summary>Asynchronous blocks as a stream; see <see cref="BlockStream"/>. Whoever reads it synchronously waits.</summary>
internal sealed class AsyncBlockStream : ReadOnlyStream
{
    private readonly IAsyncEnumerable<ReadOnlyMemory<byte>> _blocks;
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _enumerator;
    private ReadOnlyMemory<byte> _left;

    public AsyncBlockStream(IAsyncEnumerable<ReadOnlyMemory<byte>> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        _blocks = blocks;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _enumerator ??= _blocks.GetAsyncEnumerator(cancellationToken);
        while (_left.IsEmpty)
        {
            if (!await _enumerator.MoveNextAsync().ConfigureAwait(false))
                return 0;
            _left = _enumerator.Current;
        }

        var count = Math.Min(buffer.Length, _left.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override int Read(Span<byte> buffer)
    {
        var block = new byte[buffer.Length];
        var count = ReadAsync(block).AsTask().GetAwaiter().GetResult();
        block.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_enumerator is not null)
            await _enumerator.DisposeAsync().ConfigureAwait(false);
        if (ReferenceEquals(_enumerator, _blocks))
            return;
        if (_blocks is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (_blocks as IDisposable)?.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }
}
