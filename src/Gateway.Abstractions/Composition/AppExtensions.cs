namespace Gateway;

/// <summary>Putting apps and middleware together.</summary>
public static class AppExtensions
{
    /// <summary>Wraps an app in middleware. What is used last is outermost and sees the request first.</summary>
    /// <param name="app">The app.</param>
    /// <param name="middleware">The middleware.</param>
    /// <returns>The wrapped app.</returns>
    /// <exception cref="GatewayContractException">The middleware made no app.</exception>
    public static GatewayApp Use(this GatewayApp app, GatewayMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(middleware);
        return middleware(app) ?? throw MadeNoApp(middleware);
    }

    /// <inheritdoc cref="Use(GatewayApp, GatewayMiddleware)"/>
    public static AsyncGatewayApp Use(this AsyncGatewayApp app, AsyncGatewayMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(middleware);
        return middleware(app) ?? throw MadeNoApp(middleware);
    }

    /// <summary>Lifts a synchronous app to the asynchronous shape. It still runs, and may still block, on the thread that calls
    /// it.</summary>
    /// <param name="app">The app.</param>
    /// <returns>The same app as asynchronous middleware and a <see cref="GatewayPipeline"/> take it.</returns>
    public static AsyncGatewayApp ToAsync(this GatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return (environ, startResponse) => new(Lift(app(environ, startResponse)));
    }

    /// <summary>Makes an asynchronous app of an <c>async</c> iterator.</summary>
    /// <param name="app">The app.</param>
    /// <returns>The same app as asynchronous middleware and a <see cref="GatewayPipeline"/> take it.</returns>
    public static AsyncGatewayApp ToAsync(this AsyncIteratorApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return (environ, startResponse) => new(app(environ, startResponse));
    }

    // It keeps both shapes, so a host may still take the synchronous way. A null body is left to the host, which names the app.
    private static IAsyncEnumerable<ReadOnlyMemory<byte>> Lift(IEnumerable<ReadOnlyMemory<byte>> body) =>
        body as IAsyncEnumerable<ReadOnlyMemory<byte>> ?? (body is null ? null! : ObservedBody.OfBoth(body, BodyObserver.None));

    internal static GatewayContractException MadeNoApp(Delegate middleware) =>
        new($"The middleware {DelegateName.Of(middleware)} returned null instead of an app.");
}
