using System.Globalization;

namespace Gateway;

/// <summary>PEP 3333, "URL Reconstruction".</summary>
internal static class EnvironUrl
{
    public static Uri Build(Environ environ)
    {
        var path = environ.ScriptName + environ.PathInfo;
        var query = environ.QueryString;
        return new Uri($"{environ.UrlScheme}://{Authority(environ)}{RawPath(environ, path) ?? PathCoding.Encode(path)}{(query.Length == 0 ? "" : "?" + query)}");
    }

    private static string Authority(Environ environ)
    {
        if (environ.Header("Host") is { Length: > 0 } host)
            return host;

        var port = environ.ServerPort;
        var isDefault = port == (environ.UrlScheme == "https" ? 443 : 80);
        return isDefault ? environ.ServerName : environ.ServerName + ":" + port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The path as it was received, unless something has changed it since: only so do %2F and %252F stay apart.</summary>
    private static string? RawPath(Environ environ, string path)
    {
        if (!environ.TryGetValue(EnvironKeys.RequestUri, out var value) || value is not string target || !target.StartsWith('/'))
            return null;

        var end = target.IndexOf('?', StringComparison.Ordinal);
        var raw = end < 0 ? target : target[..end];
        return PathCoding.Decode(raw) == path && Uri.IsWellFormedUriString("http://h" + raw, UriKind.Absolute) ? raw : null;
    }
}
