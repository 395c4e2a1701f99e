namespace Gateway.AspNetCore;

/// <summary>How the path of a request becomes <c>PATH_INFO</c>.</summary>
public enum PathDecoding
{
    /// <summary>The path as ASP.NET Core's middleware sees it: decoded once, <c>%2F</c> kept.
    /// Authorization and the app see the same path.</summary>
    AspNetCore,

    /// <summary>The path as in CGI (RFC 3875, 4.1.5): <c>%2F</c> is decoded too.
    /// A <c>..</c> segment or a NUL in the result gives 400.</summary>
    Cgi,
}
