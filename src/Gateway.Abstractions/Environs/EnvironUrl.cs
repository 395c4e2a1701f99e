using System.Buffers;
using System.Globalization;

namespace Gateway;

/// <summary>PEP 3333, "URL Reconstruction".</summary>
internal static class EnvironUrl
{
    // With one of these in it, a Host header would name another host than it seems to (RFC 3986, 3.2).
    private static readonly SearchValues<char> AuthorityDelimiters = SearchValues.Create("/\\?#@");

    public static Uri Build(Environ environ)
    {
        var query = environ.QueryString;
        var suffix = query.Length == 0 ? "" : "?" + query.Replace("#", "%23", StringComparison.Ordinal);
        return new Uri($"{environ.UrlScheme}://{Authority(environ)}{Path(environ)}{suffix}");
    }

    private static string Authority(Environ environ)
    {
        if (environ.Header("Host") is { Length: > 0 } host)
        {
            return host.AsSpan().ContainsAny(AuthorityDelimiters)
                ? throw new UriFormatException("The Host header is not a host with an optional port (RFC 9110, 7.2).")
                : host;
        }

        var port = environ.ServerPort;
        var isDefault = port == (environ.UrlScheme == "https" ? 443 : 80);
        return isDefault ? environ.ServerName : environ.ServerName + ":" + port.ToString(CultureInfo.InvariantCulture);
    }

    private static string Path(Environ environ)
    {
        var path = environ.ScriptName + environ.PathInfo;

        // OPTIONS * has no path (RFC 9112, 3.3).
        if (path is "" or "*")
            return "";
        var encoded = RawPath(environ, path) ?? PathCoding.Encode(path);

        // Without the slash, a path that an app rewrote would continue the host name.
        return encoded[0] == '/' ? encoded : "/" + encoded;
    }

    /// <summary>The path as it was received, unless something has changed it since: only so do %2F and %252F stay apart.</summary>
    private static string? RawPath(Environ environ, string path)
    {
        if (!environ.TryGetValue(EnvironKeys.RequestUri, out var value) || value is not string target)
            return null;

        // The target may be a whole URL (RFC 9112, 3.2.2).
        var start = target.StartsWith('/') ? 0
            : target.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? target.IndexOf('/', scheme + 3) : -1;
        if (start < 0)
            return null;

        var end = target.IndexOf('?', start);
        var raw = end < 0 ? target[start..] : target[start..end];
        return PathCoding.IsEncoded(raw) && PathCoding.Decode(raw) == path ? raw : null;
    }
}
