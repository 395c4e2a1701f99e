using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateway.Fuzzing.Engine;

internal sealed record LoggedException(LogLevel Level, string Category, Exception Exception);

/// <summary>Keeps every exception that a host logs, at whatever level.</summary>
internal sealed class ExceptionSink : ILoggerProvider
{
    private readonly ConcurrentQueue<LoggedException> _logged = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public IEnumerable<LoggedException> Take()
    {
        while (_logged.TryDequeue(out var logged))
            yield return logged;
    }

    public void Dispose()
    {
    }

    private sealed class Category(ExceptionSink sink, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                sink._logged.Enqueue(new(logLevel, name, exception));
        }
    }
}
