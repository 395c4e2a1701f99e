namespace Gateway;

/// <summary>Middleware: an app to the server and a server to the app (PEP 3333, "Middleware: Components that Play Both Sides").</summary>
/// <param name="app">The app behind this middleware.</param>
/// <returns>The app the server sees.</returns>
public delegate GatewayApp GatewayMiddleware(GatewayApp app);
