using Gateway.Hosting;

namespace Gateway.Toolkit;

/// <summary>A synchronous app behind a middleware.</summary>
internal sealed class MiddlewareApp : IMiddlewareLink
{
    private readonly GatewayApp _app;

    public MiddlewareApp(Middleware middleware, GatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        (Middleware, _app) = (middleware, app);
    }

    public Middleware Middleware { get; }

    public string MiddlewareName => Middleware.GetType().Name;

    public Delegate App => _app;

    public IEnumerable<ReadOnlyMemory<byte>> Call(Environ environ, StartResponse startResponse)
    {
        if (Middleware.BeginCall(environ) is not { } call)
            return _app(environ, startResponse);
        if (call.Enter(startResponse, _app) is { } answer)
            return answer;

        try
        {
            return CallObserver.Observe(call, _app(environ, call.StartThrough));
        }
        catch (Exception error)
        {
            if (call.AnswerThrown(error) is { } body)
                return body;
            throw;
        }
    }
}
