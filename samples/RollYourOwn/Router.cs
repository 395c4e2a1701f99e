using System.Text.RegularExpressions;
using Gateway;

namespace RollYourOwn;

/// <summary>A router is an app that calls other apps: the first whose template fits the path.</summary>
internal sealed class Router
{
    private readonly List<(string Method, Regex Path, GatewayApp App)> _routes = [];

    public Router Add(string method, string template, GatewayApp app)
    {
        // Of /hello/{name} becomes ^/hello/(?<name>[^/]+)\z
        var pattern = Regex.Replace(Regex.Escape(template), @"\\\{(\w+)}", "(?<$1>[^/]+)");
        _routes.Add((method, new Regex($@"^{pattern}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture), app));
        return this;
    }

    public IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        var allowed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (method, path, app) in _routes)
        {
            if (path.Match(environ.PathInfo) is not { Success: true } match)
                continue;

            allowed.UnionWith(method == "GET" ? ["GET", "HEAD"] : [method]);
            if (allowed.Contains(environ.RequestMethod))
            {
                foreach (var name in path.GetGroupNames())
                    environ["router." + name] = match.Groups[name].Value;
                return app(environ, startResponse);
            }
        }

        var (status, headers) = allowed.Count == 0
            ? ("404 Not Found", Array.Empty<(string, string)>())
            : ("405 Method Not Allowed", [("Allow", string.Join(", ", allowed))]);
        startResponse(status, [.. headers, ("Content-Type", "text/plain")]);
        return Body.Text(status + "\n");
    }
}
