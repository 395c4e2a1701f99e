namespace Gateway.Browser;

/// <summary>What the server saw of a request, and answered.</summary>
internal sealed record Exchange(string Path, string? Range, string? IfNoneMatch, string? Cookie, string Status, string? ContentRange)
{
    public static Exchange Of(Environ environ, string status, IReadOnlyList<(string Name, string Value)> headers) => new(
        environ.PathInfo,
        environ.Header("Range"),
        environ.Header("If-None-Match"),
        environ.Header("Cookie"),
        status,
        headers.FirstOrDefault(header => header.Name == "Content-Range").Value);
}
