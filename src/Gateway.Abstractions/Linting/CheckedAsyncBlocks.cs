namespace Gateway;

/// <summary>The blocks of a checked asynchronous body.</summary>
internal sealed class CheckedAsyncBlocks(LintLayer layer, BodyWatch watch, IAsyncEnumerator<ReadOnlyMemory<byte>> blocks, Action disposed) : IAsyncEnumerator<ReadOnlyMemory<byte>>
{
    public ReadOnlyMemory<byte> Current => blocks.Current;

    public async ValueTask<bool> MoveNextAsync()
    {
        watch.BeginStep();
        var outer = layer.BeginWork();
        try
        {
            var has = await blocks.MoveNextAsync().ConfigureAwait(false);
            if (has)
                watch.Took(blocks.Current.Length);
            else
                watch.Ended();
            return has;
        }
        finally
        {
            layer.EndWork(outer);
            watch.EndStep();
        }
    }

    public ValueTask DisposeAsync()
    {
        disposed();
        return blocks.DisposeAsync();
    }
}
