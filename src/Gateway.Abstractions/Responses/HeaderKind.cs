namespace Gateway;

/// <summary>The kinds of response header that the contract has rules for beyond those for each header.</summary>
public enum HeaderKind
{
    /// <summary>Any other header; it may be repeated.</summary>
    Other,

    /// <summary>Content-Length, once at most (RFC 9110, 8.6).</summary>
    ContentLength,

    /// <summary>Content-Type, once at most (RFC 9110, 8.3).</summary>
    ContentType,
}
