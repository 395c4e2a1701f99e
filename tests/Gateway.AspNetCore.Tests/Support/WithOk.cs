namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Puts a well-behaved app at <c>/ok</c>, for the request that shows whether a connection survived.</summary>
internal static class WithOk
{
    public static GatewayApp Beside(GatewayApp app) =>
        (environ, startResponse) => environ.PathInfo == "/ok" ? Ok(environ, startResponse) : app(environ, startResponse);

    public static AsyncGatewayApp Beside(AsyncGatewayApp app) =>
        (environ, startResponse) => environ.PathInfo == "/ok" ? new(Ok(environ, startResponse)) : app(environ, startResponse);

    private static Body Ok(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text("ok");
    }
}
