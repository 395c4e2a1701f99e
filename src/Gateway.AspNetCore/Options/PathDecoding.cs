namespace Gateway.AspNetCore;

/// <summary>How the path of a request becomes <c>PATH_INFO</c>.</summary>
public enum PathDecoding
{
    /// <summary>As ASP.NET Core's own middleware sees it: decoded once, <c>%2F</c> kept. What authorised the request and what the app routes on never disagree.</summary>
    AspNetCore,

    /// <summary>As CGI wants it (RFC 3875, 4.1.5): <c>%2F</c> is decoded too. A request in which that uncovers a <c>..</c> segment or a NUL is answered 400.</summary>
    Cgi,
}
