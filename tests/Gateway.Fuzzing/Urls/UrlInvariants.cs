using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Urls;

/// <summary>What holds for <c>Environ.Url</c>, whatever the entries are: no URL at all, or one that names the host that was asked
/// for.</summary>
internal static class UrlInvariants
{
    public static IEnumerable<string> Violations(Environ environ)
    {
        Uri url;
        try
        {
            url = environ.Url;
        }
        catch (UriFormatException)
        {
            yield break;
        }

        var authority = environ.Header("Host") is { Length: > 0 } header ? header : environ.ServerName;

        // Nothing else may stand where these lead to another host; what Uri makes of the rest it makes of it alone, too.
        if (authority.AsSpan().ContainsAny("/\\?#@"))
            yield return $"a URL {Escaping.Escape(url.OriginalString)} of the authority {Escaping.Escape(authority)}";
        else if (!new[] { authority, authority.TrimEnd(' ', '\t', '\r', '\n', '\f', '\v') }.Any(
            host => Uri.TryCreate($"{environ.UrlScheme}://{host}/", UriKind.Absolute, out var alone) && alone.Host == url.Host))
            yield return $"the host is {url.Host} and the authority {Escaping.Escape(authority)}";

        if (url.Scheme != environ.UrlScheme || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || !url.AbsolutePath.StartsWith('/'))
            yield return $"the URL {Escaping.Escape(url.OriginalString)}";
        if (url.PathAndQuery.Any(character => character is <= ' ' or > '~'))
            yield return $"the URL is not encoded: {Escaping.Escape(url.PathAndQuery)}";
    }
}
