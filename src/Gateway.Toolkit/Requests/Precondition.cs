namespace Gateway.Toolkit;

/// <summary>What the conditions of a request come to (RFC 9110, 13.2.2).</summary>
public enum Precondition
{
    /// <summary>There are none, or all hold: the request goes ahead.</summary>
    Holds,

    /// <summary>The client has what a GET or HEAD would give it: 304.</summary>
    NotModified,

    /// <summary>What is there is not in the state the request asks for: 412.</summary>
    Failed,
}
