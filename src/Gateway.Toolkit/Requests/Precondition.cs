namespace Gateway.Toolkit;

/// <summary>The results that the conditions of a request can have (RFC 9110, 13.2.2).</summary>
public enum Precondition
{
    /// <summary>There are none, or all hold: the request goes ahead.</summary>
    Holds,

    /// <summary>The client has what a GET or HEAD would give it: 304.</summary>
    NotModified,

    /// <summary>The resource does not match the request's precondition: 412.</summary>
    Failed,
}
