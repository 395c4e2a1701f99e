namespace Gateway;

/// <summary>Synchronous blocks in the asynchronous shape. Unlike an iterator, it closes them even if none was asked for.</summary>
internal sealed class LiftedBlocks(IEnumerator<ReadOnlyMemory<byte>> blocks) : IAsyncEnumerator<ReadOnlyMemory<byte>>
{
    public ReadOnlyMemory<byte> Current => blocks.Current;

    public ValueTask<bool> MoveNextAsync() => new(blocks.MoveNext());

    public ValueTask DisposeAsync()
    {
        blocks.Dispose();
        return default;
    }
}
