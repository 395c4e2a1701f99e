namespace Gateway;

/// <summary>A body read from a stream in blocks; see <see cref="Body.Stream"/>. It owns the stream, and its blocks share one buffer.</summary>
public sealed class StreamBody : Body
{
    /// <summary>The block size unless one is given: 64 KiB.</summary>
    public const int DefaultBlockSize = 64 * 1024;

    internal StreamBody(Stream stream, int blockSize)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockSize);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read, or is closed already.", nameof(stream));
        Source = stream;
        BlockSize = blockSize;
    }

    /// <summary>The stream, at the position where the body begins.</summary>
    public Stream Source { get; }

    /// <summary>The most bytes a block has.</summary>
    public int BlockSize { get; }

    /// <summary>What is left of a seekable stream, in bytes; null for any other stream.</summary>
    public override long? Length => Source.CanSeek ? Math.Max(0, Source.Length - Source.Position) : null;

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        var buffer = new byte[BlockSize];
        while (Source.Read(buffer, 0, buffer.Length) is > 0 and var read)
            yield return buffer.AsMemory(0, read);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var buffer = new byte[BlockSize];
        while (await Source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            yield return buffer.AsMemory(0, read);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <inheritdoc/>
    public override void Dispose() => Source.Dispose();
}
