namespace Gateway;

/// <summary>A body of a file or a part of one; see <see cref="Body.File"/>. A host may send it without reading it into the
/// process.</summary>
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

    private FileBody(FileBody file, BodyObserver observer)
        => (Path, Offset, Count, Observation) = (file.Path, file.Offset, file.Count, new Observation(file, observer));

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>Where in the file the body begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>The body's length in bytes.</summary>
    public long Count { get; }

    /// <inheritdoc/>
    public override long? Length => Count;

    private protected override Observation? Observation { get; }

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Observation?.Open() ?? Enumerate();

    /// <inheritdoc/>
    public override IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Observation?.OpenAsync(cancellationToken) ?? EnumerateAsync(cancellationToken);

    /// <summary>For a host that sends the file without enumerating the body: tells an observer of all bytes, before the head is
    /// sent.</summary>
    /// <remarks>It takes the place of the enumeration, so an observer that fails here ends the response. <see cref="Sent"/> comes after
    /// it. Without an observer it does nothing.</remarks>
    /// <exception cref="GatewayContractException">The body was enumerated, sent or closed before, and is observed.</exception>
    public void Sending()
    {
        if (Observation is not { } observation)
            return;
        observation.Begin();
        try
        {
            observation.GiveBytes(Count);
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
    }

    /// <summary>For a host that sends the file without enumerating the body: tells an observer how that ended. The host then closes the
    /// body.</summary>
    /// <param name="exception">The exception that sending threw; null if the whole file was sent. Not called where the host stopped
    /// because the client has gone.</param>
    public void Sent(Exception? exception = null)
    {
        if (exception is null)
            Observation?.Observer.OnEnd();
        else
            Observation?.Fail(exception);
    }

    private protected override FileBody Observed(BodyObserver observer) => new(this, observer);

    private IEnumerator<ReadOnlyMemory<byte>> Enumerate()
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

    private async IAsyncEnumerator<ReadOnlyMemory<byte>> EnumerateAsync(CancellationToken cancellationToken)
    {
        using var file = Open();
        var buffer = new byte[StreamBody.DefaultBlockSize];
        for (var left = Count; left > 0;)
        {
            var free = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            var read = await file.ReadAsync(free, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw Truncated();
            left -= read;
            yield return buffer.AsMemory(0, read);
        }
    }

    // FileStream needs no buffer of its own: the blocks are large enough.
    private FileStream Open() =>
        new(Path, new FileStreamOptions { Mode = FileMode.Open, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 })
        {
            Position = Offset,
        };

    private EndOfStreamException Truncated() => new($"The file '{Path}' became shorter while it was sent.");
}
