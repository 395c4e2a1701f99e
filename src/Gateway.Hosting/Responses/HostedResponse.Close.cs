using System.Runtime.ExceptionServices;

namespace Gateway.Hosting;

// Closes the body exactly once, also after a failure (PEP 3333, "Specification Details").
public abstract partial class HostedResponse
{
    private async ValueTask CloseAfter(ValueTask sending, Body body)
    {
        Exception? failure = null;
        try
        {
            await sending.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Thrown again when the body has been closed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        await CloseAsync(blocks: null, body, failure).ConfigureAwait(false);
    }

    /// <summary>Closes the enumerator, then the iterable. A failure of either counts only while nothing was sent to the client.</summary>
    private async ValueTask CloseAsync(object? blocks, object body, Exception? failure)
    {
        try
        {
            try
            {
                await DisposeAsync(blocks).ConfigureAwait(false);
            }
            finally
            {
                if (!ReferenceEquals(blocks, body)) // An iterator is its own first enumerator.
                    await DisposeAsync(body).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (failure is not null || IsHeadSent || HasClientLeft)
        {
            Report(ResponseProblem.CloseFailed, error);
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static ValueTask DisposeAsync(object? closable)
    {
        if (closable is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (closable as IDisposable)?.Dispose();
        return default;
    }
}
