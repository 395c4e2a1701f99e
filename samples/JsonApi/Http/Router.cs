using Gateway;

namespace JsonApi;

/// <summary>Finds the app for a method and a path. It is an app itself, so it can be wrapped, mounted and tested like any other.</summary>
internal sealed class Router
{
    private readonly List<Route> _routes = [];

    /// <summary>Adds a route.</summary>
    /// <param name="method">The method; a GET route answers HEAD as well, since the server leaves the body away.</param>
    /// <param name="template">A path like <c>/articles/{id}</c>. What stands in the place of <c>{id}</c> is <c>environ["route.id"]</c>.</param>
    /// <param name="app">The app.</param>
    public Router Map(string method, string template, AsyncGatewayApp app)
    {
        _routes.Add(new Route(method, template, app));
        return this;
    }

    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(Environ environ, StartResponse startResponse)
    {
        var routes = _routes.FindAll(route => route.MatchesPath(environ.PathInfo));
        if (routes.Count == 0)
            throw new ProblemException("404 Not Found", "There is nothing at this path. Look at its spelling: upper and lower case differ, and no path ends with a slash.");

        var method = environ.RequestMethod;
        if (routes.Find(route => route.Answers(method)) is { } route)
        {
            route.StoreValues(environ);
            return route.App(environ, startResponse);
        }

        var allow = string.Join(", ", [.. routes.SelectMany(route => route.Methods), "OPTIONS"]);
        if (method != "OPTIONS")
            throw new ProblemException("405 Method Not Allowed", $"Use one of the methods this path has: {allow}.") { Headers = [("Allow", allow)] };

        startResponse("204 No Content", [("Allow", allow)]);
        return new(Body.Empty);
    }
}
