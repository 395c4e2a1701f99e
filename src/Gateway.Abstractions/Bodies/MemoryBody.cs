namespace Gateway;

/// <summary>A body wholly in memory: one block, or none. Made by <see cref="Body.Bytes"/>, <see cref="Body.Text"/>, Json and
/// <see cref="Body.Empty"/>.</summary>
public class MemoryBody : Body, IReadOnlyCollection<ReadOnlyMemory<byte>>
{
    internal MemoryBody(ReadOnlyMemory<byte> memory) => Memory = memory;

    /// <summary>The whole body.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>How many blocks there are: one, or none where the body is empty.</summary>
    public int Count => Memory.IsEmpty ? 0 : 1;

    /// <inheritdoc/>
    public override long? Length => Memory.Length;

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Observation?.Open() ?? Enumerate();

    /// <inheritdoc/>
    public override IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Observation?.OpenAsync(cancellationToken) ?? new LiftedBlocks(Enumerate());

    private protected override MemoryBody Observed(BodyObserver observer) => new ObservedMemoryBody(this, observer);

    private IEnumerator<ReadOnlyMemory<byte>> Enumerate()
    {
        if (!Memory.IsEmpty)
            yield return Memory;
    }
}
