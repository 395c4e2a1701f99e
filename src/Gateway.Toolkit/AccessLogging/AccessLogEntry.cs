namespace Gateway.Toolkit;

/// <summary>What a line of the access log tells.</summary>
internal sealed class AccessLogEntry
{
    private const int ClientClosedRequest = 499; // nginx's, for a client that left before it had an answer.

    public required DateTimeOffset Time { get; init; }

    public required string Method { get; init; }

    public required string Target { get; init; }

    public required string Protocol { get; init; }

    public string? Host { get; init; }

    public string? Referer { get; init; }

    public string? UserAgent { get; init; }

    public string? RemoteAddr { get; private set; }

    public string? RemoteUser { get; private set; }

    public string? RequestId { get; private set; }

    public int Status { get; private set; }

    public long Bytes { get; private set; }

    public TimeSpan Duration { get; private set; }

    public string? Error { get; private set; }

    public static AccessLogEntry Of(Environ environ, DateTimeOffset time) => new()
    {
        Time = time,
        Method = environ.RequestMethod,
        Target = Text(environ, EnvironKeys.RequestUri) ?? environ.ScriptName + environ.PathInfo + (environ.QueryString is { Length: > 0 } query ? "?" + query : ""),
        Protocol = environ.ServerProtocol,
        Host = environ.Header("Host"),
        Referer = environ.Header("Referer"),
        UserAgent = environ.Header("User-Agent"),
    };

    public void Ended(Environ environ, string? status, Exception? exception, long bytes, TimeSpan duration)
    {
        // These are learnt on the way: from ProxyFix, authentication and RequestId.
        RemoteAddr = environ.RemoteAddr;
        RemoteUser = Text(environ, EnvironKeys.RemoteUser);
        RequestId = Text(environ, Toolkit.RequestId.Key);
        Status = StatusOf(status, exception);
        Bytes = Method == "HEAD" || Status is 204 or 205 or 304 ? 0 : bytes;
        Duration = duration;
        Error = exception?.GetType().Name;
    }

    private static int StatusOf(string? status, Exception? exception) => status is { Length: > 3 }
        ? ((status[0] - '0') * 100) + ((status[1] - '0') * 10) + (status[2] - '0')
        : exception switch
        {
            GatewayClientDisconnectedException or OperationCanceledException => ClientClosedRequest,
            RequestException fault => fault.StatusCode,
            _ => 500,
        };

    private static string? Text(Environ environ, string key) => environ.TryGetValue(key, out var value) ? value as string : null;
}
