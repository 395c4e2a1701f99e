namespace Gateway.Toolkit;

/// <summary>A response in the app's place.</summary>
internal sealed class ResponseCall(Environ environ, Response response) : MiddlewareCall(environ, MiddlewareWatch.None)
{
    internal override Body Enter(StartResponse startResponse, Delegate app) => response.Send(Environ, startResponse);
}
