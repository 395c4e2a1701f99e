using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Set-Cookie (RFC 6265bis, 4.1). Values are percent-encoded, so that any text comes back as it was.</summary>
internal static class CookieWriting
{
    /// <summary>The most bytes of a cookie with its attributes that every browser keeps (RFC 6265, 6.1).</summary>
    public const int MaxLength = 4096;

    private static readonly SetCookieOptions Default = new();

    // RFC 6265, 4.1.1: av-octet, a character of ASCII that is neither a control character nor a semicolon.
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(character => character != ';')]);

    private static readonly SearchValues<char> DomainCharacters =
        SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Set(string name, string value, SetCookieOptions? options)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Build(name, Uri.EscapeDataString(value), options ?? Default);
    }

    public static string Delete(string name, SetCookieOptions? options) =>
        Build(name, "", (options ?? Default) with { Expires = DateTimeOffset.UnixEpoch, MaxAge = TimeSpan.Zero });

    private static string Build(string name, string value, SetCookieOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfMalformed(name, options);
        ThrowIfIgnored(name, options);
        var cookie = new SetCookieHeaderValue(name, value)
        {
            Domain = options.Domain,
            Path = options.Path,
            Expires = options.Expires,
            MaxAge = options.MaxAge,
            Secure = options.Secure,
            HttpOnly = options.HttpOnly,
            SameSite = options.SameSite switch
            {
                SameSite.Lax => SameSiteMode.Lax,
                SameSite.Strict => SameSiteMode.Strict,
                SameSite.None => SameSiteMode.None,
                _ => SameSiteMode.Unspecified,
            },
        }.ToString();
        return cookie.Length <= MaxLength
            ? cookie
            : throw new ArgumentException(
                $"The cookie {name} has {cookie.Length} bytes with its attributes; browsers keep {MaxLength}. Store less in it.",
                nameof(value));
    }

    // A semicolon in an attribute's value would begin another attribute.
    private static void ThrowIfMalformed(string name, SetCookieOptions options)
    {
        if (options.Path is { } path && (!path.StartsWith('/') || path.AsSpan().ContainsAnyExcept(PathCharacters)))
            throw new ArgumentException(
                $"The cookie {name} has an invalid path. It begins with '/' and holds ASCII without ';'.", nameof(options));
        if (options.Domain is { } domain && (domain.Length == 0 || domain.AsSpan().ContainsAnyExcept(DomainCharacters)))
            throw new ArgumentException(
                $"The cookie {name} has an invalid domain. It holds letters, digits, '-' and '.' only.", nameof(options));
        if (!Enum.IsDefined(options.SameSite))
            throw new ArgumentException($"The cookie {name} has an invalid SameSite, {options.SameSite}.", nameof(options));
    }

    // RFC 6265bis, 5.7: browsers drop such a cookie without a word.
    private static void ThrowIfIgnored(string name, SetCookieOptions options)
    {
        if (options is { SameSite: SameSite.None, Secure: false })
            throw new ArgumentException($"The cookie {name} has SameSite=None and is not Secure: browsers ignore it.", nameof(options));
        if (name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase) && !options.Secure)
            throw new ArgumentException($"The cookie {name} is not Secure, which its name promises: browsers ignore it.", nameof(options));
        if (name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) && options is not { Secure: true, Path: "/", Domain: null })
        {
            throw new ArgumentException(
                $"The cookie {name} must be Secure, with the path / and without a domain, which its name promises: browsers ignore it.",
                nameof(options));
        }
    }
}
