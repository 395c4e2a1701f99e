namespace Gateway.Toolkit;

/// <summary>Middleware written once and used in both shapes: <c>app.Use(new RequestId())</c> for apps, <c>pipeline.Use(new
/// RequestId())</c> for pipelines.</summary>
/// <remarks>One instance serves every request, also concurrently; what belongs to one request is a <see cref="MiddlewareCall"/>.
/// For middleware that has to wait for something before the app is called, write an <see cref="AsyncGatewayMiddleware"/> instead.</remarks>
public abstract class Middleware
{
    /// <summary>The middleware in the synchronous shape.</summary>
    /// <param name="middleware">The middleware.</param>
    public static implicit operator GatewayMiddleware(Middleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return app => new MiddlewareApp(middleware, app).Call;
    }

    /// <summary>The middleware in the asynchronous shape.</summary>
    /// <param name="middleware">The middleware.</param>
    public static implicit operator AsyncGatewayMiddleware(Middleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        return app => new AsyncMiddlewareApp(middleware, app).CallAsync;
    }

    /// <summary>Looks at a request before the app does, and may change its environ.</summary>
    /// <param name="environ">The request.</param>
    /// <returns>The call that goes with the request to its end; <see cref="Answer"/> to answer in the app's place; null where there is
    /// nothing
    /// more to do.</returns>
    protected abstract MiddlewareCall? Begin(Environ environ);

    internal MiddlewareCall? BeginCall(Environ environ) => Begin(environ);

    /// <summary>Answers in the app's place, which is not called.</summary>
    /// <param name="environ">The request.</param>
    /// <param name="response">The answer.</param>
    /// <returns>The same as <see cref="Begin"/>.</returns>
    protected static MiddlewareCall Answer(Environ environ, Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new ResponseCall(environ, response);
    }
}
