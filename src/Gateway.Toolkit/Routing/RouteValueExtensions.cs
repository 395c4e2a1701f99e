namespace Gateway.Toolkit;

/// <summary>The values of a route's parameters, for handlers and apps that do not take them as parameters of their own.</summary>
public static class RouteValueExtensions
{
    /// <summary>The key they stand under: an <c>IReadOnlyDictionary&lt;string, string&gt;</c>. The name is that of the WSGI community;
    /// there is no positional part.</summary>
    public const string RoutingArgs = "wsgiorg.routing_args";

    /// <summary>The value of a route's parameter.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The text, decoded; null if the route has no such parameter, or its handler takes the values itself.</returns>
    public static string? RouteValue(this Request request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Environ.RouteValue(name);
    }

    /// <inheritdoc cref="RouteValue(Request, string)"/>
    /// <param name="environ">The request's environ.</param>
    /// <param name="name">The parameter's name.</param>
    public static string? RouteValue(this Environ environ, string name)
    {
        ArgumentNullException.ThrowIfNull(environ);
        return environ.TryGetValue(RoutingArgs, out var value)
            && value is IReadOnlyDictionary<string, string> values && values.TryGetValue(name, out var text)
            ? text
            : null;
    }
}
