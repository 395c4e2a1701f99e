using Microsoft.Extensions.Logging;

namespace Gateway.Python.AspNetCore;

/// <summary>Passes on to the host's log what workers print and what happens to them.</summary>
internal sealed partial class PythonLog(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Gateway.Python");

    public void Write(PythonLogEntry entry)
    {
        var level = entry.Level switch
        {
            PythonLogLevel.Warning => LogLevel.Warning,
            PythonLogLevel.Error => LogLevel.Error,
            _ => LogLevel.Information,
        };
        if (entry.Level == PythonLogLevel.Output)
            Output(_logger, entry.Worker, entry.Message);
        else
            Event(_logger, level, entry.Worker, entry.Message);
    }

    [LoggerMessage(1, LogLevel.Information, "[worker {Worker}] {Output}")]
    private static partial void Output(ILogger logger, int worker, string output);

    [LoggerMessage(EventId = 2, Message = "[worker {Worker}] {Message}")]
    private static partial void Event(ILogger logger, LogLevel level, int worker, string message);
}
