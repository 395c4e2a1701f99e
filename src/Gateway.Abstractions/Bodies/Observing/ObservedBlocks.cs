using System.Collections;

namespace Gateway;

/// <summary>The blocks of an observed body.</summary>
internal sealed class ObservedBlocks(Observation observation, IEnumerator<ReadOnlyMemory<byte>> blocks) : IEnumerator<ReadOnlyMemory<byte>>
{
    private IEnumerator<ReadOnlyMemory<byte>>? _replacement;

    public ReadOnlyMemory<byte> Current => (_replacement ?? blocks).Current;

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        observation.Observer.OnStep();
        try
        {
            return Step();
        }
        catch (Exception error)
        {
            if (!observation.TryReplace(error, out var replacement))
                throw;
            return StepOn(replacement);
        }
        finally
        {
            observation.Observer.OnStepped();
        }
    }

    public void Reset() => throw new NotSupportedException("A body can be read once.");

    public void Dispose()
    {
        if (!observation.TakeClose(this))
            return;
        try
        {
            try
            {
                _replacement?.Dispose();
            }
            finally
            {
                blocks.Dispose();
            }
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
    }

    private bool Step()
    {
        var source = _replacement ?? blocks;
        var has = source.MoveNext();
        if (has)
            observation.Give(source.Current);
        else
            observation.Observer.OnEnd();
        return has;
    }

    private bool StepOn(Body replacement)
    {
        try
        {
            _replacement = replacement.GetEnumerator();
            return Step();
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
    }
}
