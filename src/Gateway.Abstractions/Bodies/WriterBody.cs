using System.IO.Pipelines;

namespace Gateway;

/// <summary>A body that is pushed; see <see cref="Body.Write"/>. A host lends it its own writer; anybody else may enumerate what is written.</summary>
public sealed class WriterBody : Body
{
    internal WriterBody(Func<PipeWriter, CancellationToken, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Writer = write;
    }

    /// <summary>What writes the body.</summary>
    public Func<PipeWriter, CancellationToken, Task> Writer { get; }

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
        var producer = ProduceAsync(pipe.Writer, stop.Token);
        var finished = false;
        try
        {
            while (true)
            {
                var result = await pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (var block in result.Buffer)
                    yield return block;
                pipe.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }

            finished = true;
        }
        finally
        {
            // Whoever stops early must not leave the callback running behind its back.
            if (!finished)
                await stop.CancelAsync().ConfigureAwait(false);
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await producer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProduceAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        // A failure reaches the reader through the pipe.
        Exception? failure = null;
        try
        {
            await Task.Yield();
            await Writer(writer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}
