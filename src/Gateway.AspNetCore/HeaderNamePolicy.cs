namespace Gateway.AspNetCore;

/// <summary>What happens to request headers whose name is not letters, digits and <c>-</c>. In the environ, <c>X_Auth</c> would pass for <c>X-Auth</c>.</summary>
public enum HeaderNamePolicy
{
    /// <summary>They do not appear in the environ. They are still in <c>gateway.raw_headers</c>.</summary>
    Drop,

    /// <summary>The request is answered 400.</summary>
    Refuse,

    /// <summary>They appear, merged with any header of the same key. Only for a server that nothing trusts headers on.</summary>
    Allow,
}
