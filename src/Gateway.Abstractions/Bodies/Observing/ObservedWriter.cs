using System.IO.Pipelines;

namespace Gateway;

/// <summary>The callback of an observed <see cref="WriterBody"/>.</summary>
internal sealed class ObservedWriter(Observation observation, Func<PipeWriter, CancellationToken, Task> write)
{
    public async Task RunAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        observation.Begin();
        observation.Observer.OnStep();
        try
        {
            var replacement = await WriteAsync(new ObservedPipeWriter(observation, writer), cancellationToken).ConfigureAwait(false);
            if (replacement is not null)
                await WriteAsync(replacement, writer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            observation.Observer.OnStepped();
        }
    }

    /// <summary>Runs the callback; gives the body to go on with if it has failed.</summary>
    private async Task<Body?> WriteAsync(ObservedPipeWriter observed, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await write(observed, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                observed.HasReturned = true;
            }

            // A callback that was told that nobody reads any more may have stopped early.
            if (!observed.IsReaderDone && !cancellationToken.IsCancellationRequested)
                await observation.Observer.OnEndAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            if (observation.TryReplace(error, out var replacement))
                return replacement;
            throw;
        }
    }

    private async Task WriteAsync(Body replacement, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var block in replacement.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await observation.GiveAsync(block).ConfigureAwait(false);
                if ((await writer.WriteAsync(block, cancellationToken).ConfigureAwait(false)).IsCompleted)
                    return;
            }

            await observation.Observer.OnEndAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
    }
}
