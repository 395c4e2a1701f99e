namespace Gateway;

/// <summary>A body wholly in memory: one block, or none. Made by <see cref="Body.Bytes"/>, <see cref="Body.Text"/>, Json and <see cref="Body.Empty"/>.</summary>
public sealed class MemoryBody : Body, IReadOnlyCollection<ReadOnlyMemory<byte>>
{
    internal MemoryBody(ReadOnlyMemory<byte> memory) => Memory = memory;

    /// <summary>The whole body.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>How many blocks there are: one, or none where the body is empty.</summary>
    public int Count => Memory.IsEmpty ? 0 : 1;

    /// <inheritdoc/>
    public override long? Length => Memory.Length;

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        if (!Memory.IsEmpty)
            yield return Memory;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (!Memory.IsEmpty)
            yield return Memory;
    }
}
