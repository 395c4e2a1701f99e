namespace Gateway.Hosting;

/// <summary>An app behind a middleware, in either shape. A failure report follows these links to name the middleware of an app.</summary>
/// <remarks>Implement it in the class whose method is the app that a middleware returns.</remarks>
public interface IMiddlewareLink
{
    /// <summary>The name of the middleware, for people.</summary>
    string MiddlewareName { get; }

    /// <summary>The app that the middleware calls.</summary>
    Delegate App { get; }
}
