namespace Gateway.Testing.Cookies;

/// <summary>A cookie as a browser stores it (RFC 6265, 5.3).</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as it was set, quotes and commas included.</param>
/// <param name="Domain">The host that set it, or the domain whose hosts get it.</param>
/// <param name="IsHostOnly">Whether no subdomain gets it.</param>
/// <param name="Path">The path that the request's path must match.</param>
/// <param name="IsSecure">Whether only trustworthy origins get it.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record StoredCookie(
    string Name, string Value, string Domain, bool IsHostOnly, string Path, bool IsSecure, DateTimeOffset Expires)
{
    private const int MaxLength = 4096;

    /// <summary>Reads a header.</summary>
    /// <param name="url">The URL of the request.</param>
    /// <param name="header">The header's value.</param>
    /// <returns>The cookie; null where a browser ignores the header.</returns>
    public static StoredCookie? Parse(Uri url, string header)
    {
        var parts = header.Split(';');
        var (name, value) = Divide(parts[0]);
        if (name.Length == 0 || name.Length + value.Length > MaxLength || !parts[0].Contains('='))
            return null;

        var cookie = new StoredCookie(name, value, url.IdnHost, true, CookieScope.DefaultPath(url), false, DateTimeOffset.MaxValue);
        var maxAge = (DateTimeOffset?)null;
        foreach (var (attribute, text) in parts.Skip(1).Select(Divide))
        {
            switch (attribute.ToLowerInvariant())
            {
                case "domain" when text.TrimStart('.') is { Length: > 0 } domain:
                    cookie = cookie with { Domain = domain.ToLowerInvariant(), IsHostOnly = false };
                    break;
                case "path":
                    cookie = cookie with { Path = text.StartsWith('/') ? text : CookieScope.DefaultPath(url) };
                    break;
                case "secure":
                    cookie = cookie with { IsSecure = true };
                    break;
                case "max-age":
                    maxAge = CookieTime.AfterSeconds(text) ?? maxAge;
                    break;
                case "expires" when CookieTime.Parse(text) is { } end:
                    cookie = cookie with { Expires = end };
                    break;
            }
        }

        // Max-Age wins over Expires (RFC 6265, 4.1.2.2).
        return (cookie with { Expires = maxAge ?? cookie.Expires }).Accept(url);
    }

    /// <summary>Whether a request sends the cookie.</summary>
    /// <param name="url">The URL of the request.</param>
    public bool Matches(Uri url) =>
        (IsHostOnly ? url.IdnHost == Domain : CookieScope.MatchesDomain(url, Domain))
        && CookieScope.MatchesPath(url.AbsolutePath, Path)
        && (!IsSecure || CookieScope.IsTrustworthy(url));

    /// <summary>Whether this replaces another cookie.</summary>
    /// <param name="other">The other one.</param>
    public bool Replaces(StoredCookie other) =>
        other.Name == Name && other.Domain == Domain && other.IsHostOnly == IsHostOnly && other.Path == Path;

    private StoredCookie? Accept(Uri url)
    {
        if (!IsHostOnly && !CookieScope.MatchesDomain(url, Domain))
            return null;
        if (IsSecure && !CookieScope.IsTrustworthy(url))
            return null;
        // Browsers enforce the rules of these name prefixes (RFC 6265bis, 4.1.3).
        if (Name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase) && !IsSecure)
            return null;
        if (Name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) && !(IsSecure && IsHostOnly && Path == "/"))
            return null;
        // A domain of one label is a top-level domain, or the host itself.
        return IsHostOnly || Domain.Contains('.')
            ? this
            : this with { IsHostOnly = url.IdnHost == Domain } is { IsHostOnly: true } own ? own : null;
    }

    private static (string Name, string Value) Divide(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (part.Trim(), "") : (part[..equals].Trim(), part[(equals + 1)..].Trim());
    }
}
