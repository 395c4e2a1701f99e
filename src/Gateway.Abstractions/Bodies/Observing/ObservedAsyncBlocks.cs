namespace Gateway;

/// <summary>The blocks of an observed asynchronous body.</summary>
internal sealed class ObservedAsyncBlocks(
    Observation observation, IAsyncEnumerator<ReadOnlyMemory<byte>> blocks, CancellationToken cancellationToken)
    : IAsyncEnumerator<ReadOnlyMemory<byte>>
{
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _replacement;

    public ReadOnlyMemory<byte> Current => (_replacement ?? blocks).Current;

    public async ValueTask<bool> MoveNextAsync()
    {
        observation.Observer.OnStep();
        try
        {
            return await StepAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (!observation.TryReplace(error, out var replacement))
                throw;
            return await StepOnAsync(replacement).ConfigureAwait(false);
        }
        finally
        {
            observation.Observer.OnStepped();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!observation.TakeClose(this))
            return;
        try
        {
            try
            {
                if (_replacement is not null)
                    await _replacement.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                await blocks.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
    }

    private async ValueTask<bool> StepAsync()
    {
        var source = _replacement ?? blocks;
        var has = await source.MoveNextAsync().ConfigureAwait(false);
        if (has)
            await observation.GiveAsync(source.Current).ConfigureAwait(false);
        else
            await observation.Observer.OnEndAsync().ConfigureAwait(false);
        return has;
    }

    private async ValueTask<bool> StepOnAsync(Body replacement)
    {
        try
        {
            _replacement = replacement.GetAsyncEnumerator(cancellationToken);
            return await StepAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
    }
}
