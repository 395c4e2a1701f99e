namespace Gateway.Hosting;

/// <summary>Runs the callbacks of <c>gateway.response_finished</c>: the last registered first. Each runs even if another fails.</summary>
public static class ResponseFinished
{
    /// <summary>Runs the callbacks.</summary>
    /// <param name="callbacks">The callbacks, in the order in which they were registered.</param>
    /// <param name="environ">The environ of the request.</param>
    /// <param name="status">The status given to start_response; null for none.</param>
    /// <param name="failure">The failure of the request; null for none.</param>
    /// <param name="report">Logs the exception of a callback.</param>
    /// <returns>Completes when all have run.</returns>
    public static async Task RunAsync(
        IReadOnlyList<Func<Environ, string?, Exception?, ValueTask>> callbacks, Environ environ, string? status, Exception? failure,
        Action<Exception> report)
    {
        ArgumentNullException.ThrowIfNull(callbacks);
        ArgumentNullException.ThrowIfNull(report);
        for (var index = callbacks.Count - 1; index >= 0; index--)
        {
            try
            {
                await callbacks[index](environ, status, failure).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Each callback runs, even if another fails.
            catch (Exception error)
#pragma warning restore CA1031
            {
                report(error);
            }
        }
    }
}
