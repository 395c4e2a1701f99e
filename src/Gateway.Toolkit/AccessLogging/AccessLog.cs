namespace Gateway.Toolkit;

/// <summary>Writes one line per request when its response has ended, in Apache's combined format or as JSON.</summary>
/// <remarks>Whatever comes from the client is escaped, so no request can forge a line or a field. Put it outermost: it then counts
/// what the client gets, and its duration is the whole one. A file that is cut off by a client that leaves counts as a whole.</remarks>
public sealed class AccessLog : Middleware
{
    private readonly Action<string> _write;
    private readonly AccessLogOptions _options;

    /// <summary>Creates the middleware.</summary>
    /// <param name="write">Takes a line, without its end. Called concurrently.</param>
    /// <param name="configure">Changes the defaults.</param>
    public AccessLog(Action<string> write, Action<AccessLogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        _write = write;
        _options = new AccessLogOptions();
        configure?.Invoke(_options);
        ArgumentNullException.ThrowIfNull(_options.TimeProvider);
    }

    /// <summary>Creates the middleware.</summary>
    /// <param name="writer">Where the lines go; one line at a time.</param>
    /// <param name="configure">Changes the defaults.</param>
    public AccessLog(TextWriter writer, Action<AccessLogOptions>? configure = null)
        : this(TextWriter.Synchronized(writer).WriteLine, configure)
    {
    }

    /// <inheritdoc/>
    protected override MiddlewareCall Begin(Environ environ) => new Call(environ, _write, _options);

    private sealed class Call : MiddlewareCall
    {
        private readonly Action<string> _write;
        private readonly AccessLogOptions _options;
        private readonly AccessLogEntry _entry;
        private readonly long _started;
        private long _bytes;

        public Call(Environ environ, Action<string> write, AccessLogOptions options)
            : base(environ, MiddlewareWatch.Body | MiddlewareWatch.End)
        {
            (_write, _options) = (write, options);
            // The request as it came: middleware behind this one rewrites paths and addresses.
            _entry = AccessLogEntry.Of(environ, options.TimeProvider.GetLocalNow());
            _started = options.TimeProvider.GetTimestamp();
        }

        protected override void Sending(long bytes) => _bytes += bytes;

        protected override void End(string? status, Exception? exception)
        {
            _entry.Ended(Environ, status, exception, _bytes, _options.TimeProvider.GetElapsedTime(_started));
            _write(_options.Format == AccessLogFormat.Json ? AccessLogJson.Format(_entry) : AccessLogCombined.Format(_entry));
        }
    }
}
