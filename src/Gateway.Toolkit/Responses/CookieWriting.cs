using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Set-Cookie (RFC 6265bis, 4.1). Values are percent-encoded, so that any text comes back as it was.</summary>
internal static class CookieWriting
{
    private static readonly CookieOptions Default = new();

    public static string Set(string name, string value, CookieOptions? options)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Build(name, Uri.EscapeDataString(value), options ?? Default).ToString();
    }

    public static string Delete(string name, CookieOptions? options) =>
        Build(name, "", (options ?? Default) with { Expires = DateTimeOffset.UnixEpoch, MaxAge = TimeSpan.Zero }).ToString();

    private static SetCookieHeaderValue Build(string name, string value, CookieOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfIgnored(name, options);
        return new SetCookieHeaderValue(name, value)
        {
            Domain = options.Domain,
            Path = options.Path,
            Expires = options.Expires,
            MaxAge = options.MaxAge,
            Secure = options.Secure,
            HttpOnly = options.HttpOnly,
            SameSite = options.SameSite,
        };
    }

    // RFC 6265bis, 5.7: browsers drop such a cookie without a word.
    private static void ThrowIfIgnored(string name, CookieOptions options)
    {
        if (options is { SameSite: SameSiteMode.None, Secure: false })
            throw new ArgumentException($"The cookie {name} has SameSite=None and is not Secure: browsers ignore it.", nameof(options));
        if (name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase) && !options.Secure)
            throw new ArgumentException($"The cookie {name} is not Secure, which its name promises: browsers ignore it.", nameof(options));
        if (name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) && options is not { Secure: true, Path: "/", Domain: null })
            throw new ArgumentException($"The cookie {name} must be Secure, with the path / and without a domain, which its name promises: browsers ignore it.", nameof(options));
    }
}
