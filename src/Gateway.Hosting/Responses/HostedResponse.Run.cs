namespace Gateway.Hosting;

// Calls an app of either shape and sends what it returns.
public abstract partial class HostedResponse
{
    /// <summary>Calls a synchronous app, and sends the body that it returns.</summary>
    /// <param name="app">The app.</param>
    /// <param name="environ">The environ of the request.</param>
    /// <param name="mayBlock">Whether this thread may wait for a slow client.</param>
    /// <returns>Completes when the body is sent and closed.</returns>
    public ValueTask RunAsync(GatewayApp app, Environ environ, bool mayBlock)
    {
        ArgumentNullException.ThrowIfNull(app);
        ThrowIfLate();
        return SendAsync(app(environ, Start) ?? throw ReturnedNull(app), mayBlock);
    }

    /// <summary>Calls an asynchronous app, and sends the body that it returns.</summary>
    /// <param name="app">The app.</param>
    /// <param name="environ">The environ of the request.</param>
    /// <returns>Completes when the body is sent and closed.</returns>
    public ValueTask RunAsync(AsyncGatewayApp app, Environ environ)
    {
        ArgumentNullException.ThrowIfNull(app);
        ThrowIfLate();
        var call = app(environ, Start);
        return call.IsCompletedSuccessfully ? SendAsync(call.Result ?? throw ReturnedNull(app)) : RunAwaited(call, app);
    }

    private async ValueTask RunAwaited(ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> call, AsyncGatewayApp app) =>
        await SendAsync(await call.ConfigureAwait(false) ?? throw ReturnedNull(app)).ConfigureAwait(false);

    // A request may reach the front of the queue just after its timeout.
    private void ThrowIfLate()
    {
        if (Deadline is { IsPassed: true })
            throw new OperationCanceledException("The request took longer than its timeout before the app was called.");
    }

    private static GatewayContractException ReturnedNull(Delegate app) => new(
        $"The app {DelegateName.Of(app)} returned null instead of a body; "
        + "return Body.Empty or an empty list (PEP 3333, \"Specification Details\").");
}
