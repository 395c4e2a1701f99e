using System.Runtime.ExceptionServices;

namespace Gateway.Testing.Hosting;

/// <summary>Sends a body and closes it exactly once, however that goes.</summary>
internal static class BodySender
{
    public static async ValueTask SendAsync(object body, ResponseState response, Action<string> report, CancellationToken aborted)
    {
        response.Returned();
        object? blocks = null;
        Exception? failure = null;
        try
        {
            var length = (body as Body)?.Length;
            var isOneBlock = body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 };
            if (body is IAsyncEnumerable<ReadOnlyMemory<byte>> asynchronous)
            {
                var enumerator = asynchronous.GetAsyncEnumerator(aborted);
                blocks = enumerator;
                while (!response.IsOver && await enumerator.MoveNextAsync().ConfigureAwait(false))
                    await response.SendBlockAsync(enumerator.Current, isOneBlock ? enumerator.Current.Length : length).ConfigureAwait(false);
            }
            else
            {
                var enumerator = ((IEnumerable<ReadOnlyMemory<byte>>)body).GetEnumerator();
                blocks = enumerator;
                while (!response.IsOver && enumerator.MoveNext())
                    await response.SendBlockAsync(enumerator.Current, isOneBlock ? enumerator.Current.Length : length).ConfigureAwait(false);
            }

            response.Finish();
        }
        catch (Exception error)
        {
            failure = error;
        }

        await CloseAsync(blocks, body, response, report, failure).ConfigureAwait(false);
    }

    /// <summary>Closes the enumerator, then the iterable; a failure of that counts only where nothing has been said to the client yet.</summary>
    private static async ValueTask CloseAsync(object? blocks, object body, ResponseState response, Action<string> report, Exception? failure)
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
        catch (Exception error) when (failure is not null || response.IsCommitted || response.IsGone)
        {
            report($"The body could not be closed: {error}\n");
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
