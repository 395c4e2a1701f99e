namespace Gateway.Toolkit;

/// <summary>An app behind a middleware, in either shape: so the chain can be told link by link.</summary>
internal interface IMiddlewareApp
{
    Middleware Middleware { get; }

    Delegate App { get; }
}
