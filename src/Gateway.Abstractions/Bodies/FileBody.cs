namespace Gateway;

/// <summary>A body of a file or a part of one; see <see cref="Body.File"/>. A host may send it without reading it into the process.</summary>
public sealed class FileBody : Body
{
    internal FileBody(string path, long offset, long? count)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"The file '{path}' does not exist.", path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, file.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count ?? 0, file.Length - offset, nameof(count));

        Path = file.FullName;
        Offset = offset;
        Count = count ?? file.Length - offset;
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>Where in the file the body begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>The body's length in bytes.</summary>
    public long Count { get; }

    /// <inheritdoc/>
    public override long? Length => Count;

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        using var file = Open();
        var buffer = new byte[StreamBody.DefaultBlockSize];
        for (var left = Count; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
                throw Truncated();
            left -= read;
            yield return buffer.AsMemory(0, read);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var file = Open();
        var buffer = new byte[StreamBody.DefaultBlockSize];
        for (var left = Count; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw Truncated();
            left -= read;
            yield return buffer.AsMemory(0, read);
        }
    }

    // No buffer of FileStream's own: the blocks are one already.
    private FileStream Open() => new(Path, new FileStreamOptions { Mode = FileMode.Open, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 })
    {
        Position = Offset,
    };

    private EndOfStreamException Truncated() => new($"The file '{Path}' became shorter while it was sent.");
}
