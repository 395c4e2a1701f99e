using Gateway.Testing.Cookies;

namespace Gateway.Testing;

/// <summary>Stores the cookies that responses set, and selects those of a request, as browsers do (RFC 6265).</summary>
/// <remarks>
/// <para>A <c>Secure</c> cookie also works over plain HTTP on this machine: <c>localhost</c>, its subdomains and loopback addresses.</para>
/// <para>May be used concurrently.</para>
/// </remarks>
public sealed class CookieJar
{
    private readonly Lock _lock = new();
    private readonly List<StoredCookie> _cookies = [];

    /// <summary>The number of cookies that have not expired.</summary>
    public int Count => Live().Count;

    /// <summary>The value of a cookie, the newest one of this name; null if there is none.</summary>
    /// <param name="name">The cookie's name. Upper and lower case differ.</param>
    public string? this[string name] => Live().FindLast(cookie => cookie.Name == name)?.Value;

    /// <summary>Stores the cookie of a <c>Set-Cookie</c> header. Ignores a header that browsers ignore.</summary>
    /// <param name="url">The URL of the request.</param>
    /// <param name="setCookie">The value of one header.</param>
    public void SetCookie(Uri url, string setCookie)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(setCookie);
        if (StoredCookie.Parse(url, setCookie) is not { } cookie)
            return;
        lock (_lock)
        {
            // A cookie that is set again keeps its place (RFC 6265, 5.3, step 11.3).
            var index = _cookies.FindIndex(cookie.Replaces);
            if (index < 0)
                _cookies.Add(cookie);
            else
                _cookies[index] = cookie;
        }
    }

    /// <summary>The value of the <c>Cookie</c> header of a request: longer paths first, then in the order in which the cookies were
    /// set.</summary>
    /// <param name="url">The URL of the request.</param>
    /// <returns>The header's value; empty if no cookie is sent.</returns>
    public string GetCookieHeader(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return string.Join("; ", Live().Where(cookie => cookie.Matches(url)).OrderByDescending(cookie => cookie.Path.Length)
            .Select(cookie => $"{cookie.Name}={cookie.Value}"));
    }

    /// <summary>Forgets all cookies.</summary>
    public void Clear()
    {
        lock (_lock)
            _cookies.Clear();
    }

    private List<StoredCookie> Live()
    {
        lock (_lock)
        {
            _cookies.RemoveAll(cookie => cookie.Expires <= DateTimeOffset.UtcNow);
            return [.. _cookies];
        }
    }
}
