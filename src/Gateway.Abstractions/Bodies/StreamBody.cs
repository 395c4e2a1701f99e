namespace Gateway;

/// <summary>A body read from a stream in blocks; see <see cref="Body.Stream"/>. It owns the stream, and its blocks share one
/// buffer.</summary>
public sealed class StreamBody : Body
{
    /// <summary>The block size unless one is given: 64 KiB.</summary>
    public const int DefaultBlockSize = 64 * 1024;

    internal StreamBody(Stream stream, int blockSize, Observation? observation = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockSize);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read, or is closed already.", nameof(stream));
        Source = stream;
        BlockSize = blockSize;
        Observation = observation;
    }

    /// <summary>The stream, at the position where the body begins.</summary>
    public Stream Source { get; }

    /// <summary>The most bytes a block has.</summary>
    public int BlockSize { get; }

    /// <summary>The rest of a seekable stream, in bytes; null for any other stream.</summary>
    public override long? Length => Source.CanSeek ? Math.Max(0, Source.Length - Source.Position) : null;

    private protected override Observation? Observation { get; }

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Observation?.Open() ?? Enumerate();

    /// <inheritdoc/>
    public override IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Observation?.OpenAsync(cancellationToken) ?? EnumerateAsync(cancellationToken);

    private protected override void Close() => Source.Dispose();

    private protected override ValueTask CloseAsync() => Source.DisposeAsync();

    private protected override StreamBody Observed(BodyObserver observer) => new(Source, BlockSize, new Observation(this, observer));

    private IEnumerator<ReadOnlyMemory<byte>> Enumerate()
    {
        var buffer = new byte[BlockSize];
        while (Source.Read(buffer, 0, buffer.Length) is > 0 and var read)
            yield return buffer.AsMemory(0, read);
    }

    private async IAsyncEnumerator<ReadOnlyMemory<byte>> EnumerateAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BlockSize];
        while (await Source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            yield return buffer.AsMemory(0, read);
    }
}
