using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Tests.Support;

internal sealed record LogRecord(string Category, LogLevel Level, EventId EventId, string Message, Exception? Exception);

/// <summary>Keeps what a host logs.</summary>
internal sealed class LogSink : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<LogRecord> _records = [];
    private readonly List<(Func<LogRecord, bool> Predicate, TaskCompletionSource<LogRecord> Source)> _waiting = [];

    public IReadOnlyList<LogRecord> Records
    {
        get
        {
            lock (_lock)
                return [.. _records];
        }
    }

    /// <summary>What an operator would be woken up for.</summary>
    public IReadOnlyList<LogRecord> Errors => [.. Records.Where(record => record.Level >= LogLevel.Error)];

    /// <summary>What an operator would look at.</summary>
    public IReadOnlyList<LogRecord> Warnings => [.. Records.Where(record => record.Level >= LogLevel.Warning)];

    /// <summary>A record may be written after the client has its response, so tests wait for it.</summary>
    public Task<LogRecord> WaitForAsync(Func<LogRecord, bool> predicate)
    {
        lock (_lock)
        {
            if (_records.FirstOrDefault(predicate) is { } record)
                return Task.FromResult(record);
            var source = new TaskCompletionSource<LogRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((predicate, source));
            return source.Task.WaitAsync(TestRun.Patience);
        }
    }

    public Task<LogRecord> WaitForErrorAsync() => WaitForAsync(record => record.Level >= LogLevel.Error);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogRecord record)
    {
        lock (_lock)
        {
            _records.Add(record);
            foreach (var (predicate, source) in _waiting)
            {
                if (predicate(record))
                    source.TrySetResult(record);
            }
        }
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                sink.Add(new LogRecord(category, logLevel, eventId, formatter(state, exception), exception));
        }
    }
}
