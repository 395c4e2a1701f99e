namespace Gateway;

/// <summary>Middleware: an app to the server and a server to the app (PEP 3333, "Middleware: Components that Play Both Sides").</summary>
/// <param name="app">The app behind this middleware.</param>
/// <returns>The app the server sees.</returns>
/// <example>
/// <code>
/// static GatewayApp Versioned(GatewayApp app) =&gt; (environ, startResponse) =&gt;
///     app(environ, (status, headers, exception) =&gt; startResponse(status, [.. headers, ("X-Version", "1")], exception));
/// </code>
/// </example>
public delegate GatewayApp GatewayMiddleware(GatewayApp app);
