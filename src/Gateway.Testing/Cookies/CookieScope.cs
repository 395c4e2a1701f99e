using System.Net;

namespace Gateway.Testing.Cookies;

/// <summary>Decides which requests a cookie belongs to (RFC 6265, 5.1).</summary>
internal static class CookieScope
{
    public static string DefaultPath(Uri url)
    {
        var slash = url.AbsolutePath.LastIndexOf('/');
        return slash <= 0 ? "/" : url.AbsolutePath[..slash];
    }

    public static bool MatchesDomain(Uri url, string domain) =>
        url.IdnHost == domain
        || (url.HostNameType == UriHostNameType.Dns && url.IdnHost.EndsWith("." + domain, StringComparison.Ordinal));

    public static bool MatchesPath(string path, string cookiePath) =>
        path.StartsWith(cookiePath, StringComparison.Ordinal)
        && (path.Length == cookiePath.Length || cookiePath.EndsWith('/') || path[cookiePath.Length] == '/');

    // Browsers trust loopback addresses as they trust TLS (W3C Secure Contexts, 3.1).
    public static bool IsTrustworthy(Uri url) =>
        url.Scheme is "https" or "wss"
        || url.IdnHost == "localhost"
        || url.IdnHost.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(url.IdnHost, out var address) && IPAddress.IsLoopback(address));
}
