using System.Collections;

namespace Gateway;

/// <summary>The blocks of a checked body.</summary>
internal sealed class CheckedBlocks(LintLayer layer, BodyWatch watch, IEnumerator<ReadOnlyMemory<byte>> blocks, Action disposed) : IEnumerator<ReadOnlyMemory<byte>>
{
    public ReadOnlyMemory<byte> Current => blocks.Current;

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        watch.BeginStep();
        var outer = layer.BeginWork();
        try
        {
            var has = blocks.MoveNext();
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

    public void Reset() => throw new NotSupportedException("A body can be read once.");

    public void Dispose()
    {
        disposed();
        blocks.Dispose();
    }
}
