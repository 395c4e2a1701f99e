using Gateway.Hosting;

namespace Gateway.Toolkit;

/// <summary>An asynchronous app behind a middleware.</summary>
internal sealed class AsyncMiddlewareApp : IMiddlewareLink
{
    private readonly AsyncGatewayApp _app;

    public AsyncMiddlewareApp(Middleware middleware, AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        (Middleware, _app) = (middleware, app);
    }

    public Middleware Middleware { get; }

    public string MiddlewareName => Middleware.GetType().Name;

    public Delegate App => _app;

    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(Environ environ, StartResponse startResponse)
    {
        if (Middleware.BeginCall(environ) is not { } call)
            return _app(environ, startResponse);
        return call.Enter(startResponse, _app) is { } answer ? new(answer) : FollowAsync(call);
    }

    private async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> FollowAsync(MiddlewareCall call)
    {
        try
        {
            call.DefersCommit = true;
            var body = await _app(call.Environ, call.StartThrough).ConfigureAwait(false);
            call.DefersCommit = false;
            await call.CommitNowAsync().ConfigureAwait(false);
            return CallObserver.Observe(call, body);
        }
        catch (Exception error)
        {
            call.DefersCommit = false;
            if (call.AnswerThrown(error) is { } body)
                return body;
            throw;
        }
    }
}
