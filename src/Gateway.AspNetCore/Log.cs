using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore;

/// <summary>The adapter's events. Their ids are stable; from Warning on they stand in the message, and docs/log-messages.md explains them.
/// ASP.NET Core logs the exceptions that are thrown into its pipeline.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The request was refused with {StatusCode}: {Reason}")]
    public static partial void RequestRefused(ILogger logger, int statusCode, string reason);

    [LoggerMessage(
        2, LogLevel.Debug, "The request {Method} {Path} is at fault; it gets {StatusCode}, or a reset if its response has begun.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path, int statusCode);

    [LoggerMessage(3, LogLevel.Debug, "The client of {Method} {Path} has left; the response was aborted.")]
    public static partial void ClientDisconnected(ILogger logger, string method, string path);

    [LoggerMessage(
        4, LogLevel.Warning,
        "GW0004: The app's response to {Method} {Path} has more bytes than its Content-Length of {ContentLength}; the rest was not sent.")]
    public static partial void TooManyBytes(ILogger logger, string method, string path, long? contentLength);

    [LoggerMessage(
        5, LogLevel.Warning,
        "GW0005: The app gave a body to a {StatusCode} response to {Method} {Path}; it was not sent (RFC 9110, 6.4.1).")]
    public static partial void BodyNotAllowed(ILogger logger, int statusCode, string method, string path);

    [LoggerMessage(6, LogLevel.Error, "GW0006: Closing the response body of {Method} {Path} failed.")]
    public static partial void CloseFailed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(7, LogLevel.Error, "GW0007: A gateway.response_finished callback of a request to {Path} failed.")]
    public static partial void FinishedCallbackFailed(ILogger logger, Exception exception, string path);

    [LoggerMessage(
        10, LogLevel.Error, "GW0010: The app failed while its response to {Method} {Path} was being sent; the connection was reset.")]
    public static partial void ResponseAborted(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(11, LogLevel.Warning, "GW0011: Overloaded: {Method} {Path} gets a 503, because {Reason} Further ones are counted.")]
    public static partial void OverloadBegan(ILogger logger, string method, string path, string reason);

    [LoggerMessage(15, LogLevel.Warning, "GW0015: Overloaded: {Count} requests got a 503 within {Interval}.")]
    public static partial void Overloaded(ILogger logger, long count, TimeSpan interval);

    [LoggerMessage(16, LogLevel.Warning, "GW0016: No longer overloaded: {Count} requests got a 503.")]
    public static partial void OverloadEnded(ILogger logger, long count);

    [LoggerMessage(
        12, LogLevel.Warning,
        "GW0012: {Method} {Path} took longer than {Timeout} (Timeouts.Request); its token was cancelled, "
        + "and the client got a 504 or a reset.")]
    public static partial void RequestTimedOut(ILogger logger, string method, string path, TimeSpan timeout);

    [LoggerMessage(
        14, LogLevel.Warning,
        "GW0014: Kestrel {Version} lacks the fix for CVE-2025-55315 (request smuggling by chunk extensions); update the .NET runtime.")]
    public static partial void KestrelIsVulnerable(ILogger logger, string version);

    [LoggerMessage(17, LogLevel.Warning, "GW0017: A connection from {Peer} was closed: {Reason} (PROXY protocol).")]
    public static partial void ProxyHeaderInvalid(ILogger logger, string? peer, string reason);

    [LoggerMessage(13, LogLevel.Warning, "GW0013: {Method} {Path} failed after its timeout.")]
    public static partial void FailedAfterTimeout(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(
        9, LogLevel.Warning,
        "GW0009: GatewayOptions.Environ has the key '{Key}', which belongs to the request; the entry is omitted. "
        + "Use a key of your own, like 'myapp.setting'.")]
    public static partial void EntryLeftOut(ILogger logger, string key);

    [LoggerMessage(8, LogLevel.Error, "{Line}")]
    public static partial void WsgiErrors(ILogger logger, string line);
}
