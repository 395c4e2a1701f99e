using Gateway.Hosting;

namespace Gateway.Toolkit;

/// <summary>Collects the entry of one request.</summary>
internal sealed class AccessLogCall : MiddlewareCall
{
    private readonly Action<AccessLogEntry> _write;
    private readonly TimeProvider _time;
    private readonly AccessLogEntry _request;
    private readonly long _started;
    private long _bytes;

    public AccessLogCall(Environ environ, Action<AccessLogEntry> write, TimeProvider time)
        : base(environ, MiddlewareWatch.Body | MiddlewareWatch.End)
    {
        (_write, _time) = (write, time);

        // The request as it arrived: middleware behind this one rewrites paths.
        _request = new AccessLogEntry
        {
            Time = time.GetLocalNow(),
            Method = environ.RequestMethod,
            Target = Text(environ, EnvironKeys.RequestUri) ?? Target(environ),
            Protocol = environ.ServerProtocol,
            Status = 0,
            Host = environ.Header("Host"),
            Referer = environ.Header("Referer"),
            UserAgent = environ.Header("User-Agent"),
        };
        _started = time.GetTimestamp();
    }

    protected override void Sending(long bytes) => _bytes += bytes;

    protected override void End(string? status, Exception? exception)
    {
        var code = StatusOf(status, exception);
        _write(_request with
        {
            // Middleware behind this one sets these: ProxyFix, authentication and RequestId.
            RemoteAddr = Environ.RemoteAddr,
            RemoteUser = Text(Environ, EnvironKeys.RemoteUser),
            RequestId = Text(Environ, Toolkit.RequestId.Key),
            Status = code,
            Bytes = AccessLogEntry.BodyBytes(_request.Method, code, _bytes),
            Duration = _time.GetElapsedTime(_started),
            Error = exception?.GetType().Name,
        });
    }

    private int StatusOf(string? status, Exception? exception) => exception switch
    {
        GatewayClientDisconnectedException => AccessLogEntry.ClientClosedRequest,
        OperationCanceledException or IOException when Environ.RequestAborted.IsCancellationRequested => AccessLogEntry.ClientClosedRequest,
        _ when status is { Length: > 3 } => ((status[0] - '0') * 100) + ((status[1] - '0') * 10) + (status[2] - '0'),
        OperationCanceledException => AccessLogEntry.ClientClosedRequest,
        RequestException fault => fault.StatusCode,
        _ => 500,
    };

    private static string Target(Environ environ) =>
        environ.ScriptName + environ.PathInfo + (environ.QueryString is { Length: > 0 } query ? "?" + query : "");

    private static string? Text(Environ environ, string key) => environ.TryGetValue(key, out var value) ? value as string : null;
}
