using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Options of <see cref="Sessions"/>.</summary>
public sealed class SessionsOptions
{
    /// <summary>The name of the cookie, a token. Default: <c>session</c>. Over HTTPS, <c>__Host-session</c> lets no other host set
    /// it.</summary>
    public string CookieName { get; set; } = "session";

    /// <summary>Where the cookie goes and, with MaxAge, how long the browser keeps it beyond its own end. Secure counts over HTTPS only,
    /// so that a session works over HTTP as well.
    /// Default: this host alone, out of reach of scripts, <c>SameSite=Lax</c>, until the browser closes.</summary>
    public SetCookieOptions Cookie { get; set; } = new();

    /// <summary>How long a session lasts that is not used. Default: 20 minutes.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>The clock. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Cookie);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (IdleTimeout < TimeSpan.FromSeconds(1))
            throw new ArgumentException($"SessionsOptions.IdleTimeout is {IdleTimeout}; it must be a second at least.");
        if (Cookie.Expires is not null)
            throw new ArgumentException("SessionsOptions.Cookie has a fixed end (Expires); a session that is used has none. Set MaxAge.");
        if (!CookieHeaderValue.TryParse($"{CookieName}=x", out var cookie) || cookie!.Name != CookieName)
            throw new ArgumentException($"SessionsOptions.CookieName is '{CookieName}'; it must be a token (RFC 6265, 4.1.1).");
        _ = CookieWriting.Set(CookieName, "", Cookie); // Throws for attributes that no cookie can have.
    }
}
