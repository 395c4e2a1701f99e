namespace Gateway.Toolkit;

/// <summary>An answer in the app's place.</summary>
internal sealed class AnswerCall(Environ environ, Response response) : MiddlewareCall(environ, MiddlewareWatch.None)
{
    internal override Body Enter(StartResponse startResponse, Delegate app) => response.Send(Environ, startResponse);
}
