namespace Gateway;

/// <summary>Middleware in the asynchronous shape; see <see cref="GatewayMiddleware"/>.</summary>
/// <param name="app">The app behind this middleware.</param>
/// <returns>The app the server sees.</returns>
public delegate AsyncGatewayApp AsyncGatewayMiddleware(AsyncGatewayApp app);
