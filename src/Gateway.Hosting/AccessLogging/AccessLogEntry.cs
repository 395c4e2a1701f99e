namespace Gateway.Hosting;

/// <summary>One request in the access log. Values from the client are as received; the format escapes them.</summary>
public readonly record struct AccessLogEntry
{
    /// <summary>Nginx's status for a client that left before it had the whole response.</summary>
    public const int ClientClosedRequest = 499;

    /// <summary>The time at which the request arrived, or at which its response ended; the owner of the log decides.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The request target (RFC 9112, 3.2).</summary>
    public required string Target { get; init; }

    /// <summary>The protocol, for example <c>HTTP/1.1</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The status that the client got.</summary>
    public required int Status { get; init; }

    /// <summary>The client's address.</summary>
    public string? RemoteAddr { get; init; }

    /// <summary>The authenticated user.</summary>
    public string? RemoteUser { get; init; }

    /// <summary>The header Host.</summary>
    public string? Host { get; init; }

    /// <summary>The bytes of the response's body; null if they are not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>The time from the request's arrival to the end of its response; null if it is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The header Referer.</summary>
    public string? Referer { get; init; }

    /// <summary>The header User-Agent.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The request's identifier.</summary>
    public string? RequestId { get; init; }

    /// <summary>The type of the exception that ended the request.</summary>
    public string? Error { get; init; }

    /// <summary>The bytes of a body, if this method and status have one (RFC 9110, 6.4.1).</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="bytes">The length that the response declares, or the bytes that the app sent.</param>
    public static long? BodyBytes(string method, int status, long? bytes) => method == "HEAD" || status is 204 or 205 or 304 ? 0 : bytes;
}
