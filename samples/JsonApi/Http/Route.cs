using Gateway;

namespace JsonApi;

/// <summary>A method, a path template and the app that answers both.</summary>
internal sealed class Route(string method, string template, AsyncGatewayApp app)
{
    private readonly string[] _segments = template.Split('/');

    public AsyncGatewayApp App => app;

    public IReadOnlyList<string> Methods { get; } = method == "GET" ? ["GET", "HEAD"] : [method];

    public bool Answers(string requestMethod) => Methods.Contains(requestMethod);

    public bool MatchesPath(string path)
    {
        var segments = path.Split('/');
        return segments.Length == _segments.Length
            && segments.Zip(_segments).All(pair => IsParameter(pair.Second) ? pair.First.Length > 0 : pair.First == pair.Second);
    }

    public void StoreValues(Environ environ)
    {
        foreach (var (value, segment) in environ.PathInfo.Split('/').Zip(_segments))
        {
            if (IsParameter(segment))
                environ["route." + segment[1..^1]] = value;
        }
    }

    private static bool IsParameter(string segment) => segment is ['{', .., '}'];
}
