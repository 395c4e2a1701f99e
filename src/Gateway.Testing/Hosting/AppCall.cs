namespace Gateway.Testing.Hosting;

/// <summary>An app of either shape. Gives an <c>IAsyncEnumerable</c> or an <c>IEnumerable</c> of blocks.</summary>
internal sealed class AppCall(Func<Environ, StartResponse, ValueTask<object?>> call, Delegate app)
{
    public static AppCall Of(GatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new((environ, startResponse) => new(app(environ, startResponse)), app);
    }

    public static AppCall Of(AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new(async (environ, startResponse) => await app(environ, startResponse).ConfigureAwait(false), app);
    }

    public async ValueTask<object> CallAsync(Environ environ, StartResponse startResponse) =>
        await call(environ, startResponse).ConfigureAwait(false)
        ?? throw new GatewayContractException($"The app {app.Method.DeclaringType?.Name}.{app.Method.Name} returned null instead of a body; return Body.Empty or an empty list (PEP 3333, \"Specification Details\").");
}
