using Gateway.Hosting;

namespace Gateway.Toolkit;

/// <summary>Writes one line per request when its response has ended, in Apache's combined format or as JSON.</summary>
/// <remarks>Text from the client is escaped, so no request can forge a line or a field. Use it outermost: it then counts what the client
/// gets,
/// and measures the whole duration. A file counts as a whole, also if its client leaves early.</remarks>
public sealed class AccessLog : Middleware
{
    private readonly Action<AccessLogEntry> _write;
    private readonly AccessLogOptions _options = new();

    /// <summary>Creates the middleware. No request waits for its line.</summary>
    /// <param name="log">Writes the lines in the background. Dispose it after the server has stopped.</param>
    /// <param name="configure">Changes the defaults.</param>
    public AccessLog(AccessLogWriter log, Action<AccessLogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        _write = entry => log.Write(entry, _options.Format);
        Configure(configure);
    }

    /// <summary>Creates the middleware. Each request waits until its line is taken.</summary>
    /// <param name="write">Takes a line, without its end. Called concurrently.</param>
    /// <param name="configure">Changes the defaults.</param>
    public AccessLog(Action<string> write, Action<AccessLogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        _write = entry => write(_options.Format.Format(entry));
        Configure(configure);
    }

    /// <summary>Creates the middleware. Each request waits until its line is taken.</summary>
    /// <param name="writer">Takes the lines, one at a time.</param>
    /// <param name="configure">Changes the defaults.</param>
    public AccessLog(TextWriter writer, Action<AccessLogOptions>? configure = null)
        : this(TextWriter.Synchronized(writer).WriteLine, configure)
    {
    }

    /// <inheritdoc/>
    protected override MiddlewareCall Begin(Environ environ) => new AccessLogCall(environ, _write, _options.TimeProvider);

    private void Configure(Action<AccessLogOptions>? configure)
    {
        configure?.Invoke(_options);
        ArgumentNullException.ThrowIfNull(_options.Format);
        ArgumentNullException.ThrowIfNull(_options.TimeProvider);
    }
}
