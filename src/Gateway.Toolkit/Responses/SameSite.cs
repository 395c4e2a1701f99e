namespace Gateway.Toolkit;

/// <summary>The attribute SameSite of a cookie: with which requests of other sites it is sent (RFC 6265bis, 4.1.2.7).</summary>
public enum SameSite
{
    /// <summary>With links from other sites only.</summary>
    Lax,

    /// <summary>With none.</summary>
    Strict,

    /// <summary>With all. Browsers take it for a cookie that is Secure only.</summary>
    None,

    /// <summary>Without the attribute; the browser decides.</summary>
    Unspecified,
}
