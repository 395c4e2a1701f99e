using System.IO.Pipelines;

namespace Gateway;

/// <summary>A body that is pushed; see <see cref="Body.Write"/>. A host lends it a writer of its own; other code may enumerate what is
/// written.</summary>
public sealed class WriterBody : Body
{
    internal WriterBody(Func<PipeWriter, CancellationToken, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Writer = write;
    }

    private WriterBody(Observation observation, Func<PipeWriter, CancellationToken, Task> write)
        => (Observation, Writer) = (observation, new ObservedWriter(observation, write).RunAsync);

    /// <summary>The callback that writes the body.</summary>
    public Func<PipeWriter, CancellationToken, Task> Writer { get; }

    private protected override Observation? Observation { get; }

    /// <inheritdoc/>
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        var blocks = GetAsyncEnumerator();
        try
        {
            while (blocks.MoveNextAsync().AsTask().GetAwaiter().GetResult())
                yield return blocks.Current;
        }
        finally
        {
            blocks.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        var producer = ProduceAsync(pipe, stop.Token);
        var finished = false;
        try
        {
            ReadResult result;
            do
            {
                result = await pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (var block in result.Buffer)
                {
                    if (!block.IsEmpty)
                        yield return block;
                }

                pipe.Reader.AdvanceTo(result.Buffer.End);
            }
            while (!result.IsCompleted && !result.IsCanceled);

            await producer.ConfigureAwait(false);
            finished = true;
        }
        finally
        {
            // A reader that stops early must not leave the callback running.
            if (!finished)
                await stop.CancelAsync().ConfigureAwait(false);
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await producer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    private protected override WriterBody Observed(BodyObserver observer) => new(new Observation(this, observer), Writer);

    private async Task ProduceAsync(Pipe pipe, CancellationToken cancellationToken)
    {
        // A synchronous reader blocks its thread: the callback must neither run on it nor wait for its context.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Writer(pipe.Writer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Completing the pipe with the error would take back what was flushed before it, and completing it without would
            // send what was not flushed: the reader is woken instead.
            pipe.Reader.CancelPendingRead();
            throw;
        }

        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }
}
