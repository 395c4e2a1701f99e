namespace Gateway.Toolkit;

/// <summary>How <see cref="AccessLog"/> writes a line.</summary>
public enum AccessLogFormat
{
    /// <summary>Apache's and nginx's combined format: <c>192.0.2.1 - ada [01/Feb/2026:12:30:00 +0000] "GET /x HTTP/1.1" 200 12 "referer" "user agent"</c>.</summary>
    Combined,

    /// <summary>One JSON object per line, with the duration, the request id and what went wrong as well.</summary>
    Json,
}
