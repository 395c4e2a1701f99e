namespace Gateway.Toolkit;

/// <summary>Where a cookie goes and how long it lives (RFC 6265bis, 4.1).</summary>
/// <remarks>By default: to this host alone, over HTTPS alone, out of reach of scripts, until the browser closes.</remarks>
public sealed record SetCookieOptions
{
    /// <summary>The path the cookie is sent below. Default: <c>/</c>.</summary>
    public string? Path { get; init; } = "/";

    /// <summary>The domain whose hosts get the cookie. Default: null, this host alone.</summary>
    public string? Domain { get; init; }

    /// <summary>When the cookie ends. Default: null. <see cref="MaxAge"/> goes before it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How long the cookie lives, in whole seconds. Default: null, until the browser closes.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether the cookie goes over HTTPS only; browsers count <c>http://localhost</c> as that. Default: true.</summary>
    public bool Secure { get; init; } = true;

    /// <summary>Whether scripts cannot read the cookie. Default: true.</summary>
    public bool HttpOnly { get; init; } = true;

    /// <summary>Whether the cookie goes with requests that other sites cause. Default: <see cref="SameSite.Lax"/>, with links
    /// only.</summary>
    public SameSite SameSite { get; init; } = SameSite.Lax;
}
