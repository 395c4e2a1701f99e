namespace Gateway.Toolkit;

// A request, in either shape: find what answers it, prepare the environ, call.
public sealed partial class Router
{
    internal IEnumerable<ReadOnlyMemory<byte>> Call(Environ environ, StartResponse startResponse)
    {
        var path = PathOf(environ);
        Span<ValueSlice> values = stackalloc ValueSlice[RouteTemplate.MaxParameters];
        var search = new RouteSearch(MethodOf(environ), path, values);
        if (!search.Run(_table!.Root))
            return Refuse(search.PathExists, path, environ, startResponse);
        var target = Prepare(search, path, values, environ, out var match);
        return target.Call(match, environ, startResponse);
    }

    internal ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(Environ environ, StartResponse startResponse)
    {
        var path = PathOf(environ);
        Span<ValueSlice> values = stackalloc ValueSlice[RouteTemplate.MaxParameters];
        var search = new RouteSearch(MethodOf(environ), path, values);
        if (!search.Run(_table!.Root))
            return new(Refuse(search.PathExists, path, environ, startResponse));
        var target = Prepare(search, path, values, environ, out var match);
        return target.CallAsync(match, environ, startResponse);
    }

    // RFC 8441, 5: what is a GET over HTTP/1.1 asks for a WebSocket with CONNECT over HTTP/2.
    private static string MethodOf(Environ environ) =>
        environ.RequestMethod is var method && method == "CONNECT" && environ.WebSocket is not null ? "GET" : method;

    // A request for exactly where a router is mounted has no path below it; what answers there is the same as with a slash.
    private static string PathOf(Environ environ) => environ.PathInfo switch
    {
        { Length: > 0 } path => path,
        _ when environ.ScriptName.Length == 0 && environ.RequestMethod == "OPTIONS" => "*",
        _ => "/",
    };

    private RouteTarget Prepare(
        scoped in RouteSearch search, string path, ReadOnlySpan<ValueSlice> values, Environ environ, out RouteMatch match)
    {
        if (search.Mount is { } mount)
        {
            match = default;
            var scriptName = environ.ScriptName;
            environ[RouterScope.Key] = new RouterScope(this, scriptName, RouterScope.Of(environ));
            environ.ScriptName = string.Concat(scriptName, path.AsSpan(0, search.PrefixLength));
            environ.PathInfo = path[search.PrefixLength..];
            return mount.Target;
        }

        var route = search.Route!;
        match = new RouteMatch(route, path, values);
        if (route.PublishesValues)
            environ[RouteValueExtensions.RoutingArgs] = match.ToDictionary();
        return route.Target;
    }

    private Body Refuse(bool pathExists, string path, Environ environ, StartResponse startResponse)
    {
        // RFC 9110, 9.3.7: OPTIONS * is about the server, not about a path.
        if (path == "*" && environ.RequestMethod == "OPTIONS")
            return Answer.Allowed(_table!.Methods, environ, startResponse);
        if (!pathExists)
            return Answer.NotFound(environ, startResponse);

        var methods = new List<string>();
        Span<ValueSlice> values = stackalloc ValueSlice[RouteTemplate.MaxParameters];
        new RouteSearch(environ.RequestMethod, path, values) { Methods = methods }.Run(_table!.Root);
        return Answer.Allowed(methods, environ, startResponse);
    }
}
