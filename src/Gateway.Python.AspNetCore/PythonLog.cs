using Microsoft.Extensions.Logging;

namespace Gateway.Python.AspNetCore;

/// <summary>Passes on to the host's log what workers print and what happens to them.</summary>
internal sealed partial class PythonLog(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Gateway.Python");

    public void Write(PythonLogEntry entry)
    {
        switch (entry.Level)
        {
            case PythonLogLevel.Output:
                Output(_logger, entry.Worker, entry.Message);
                break;
            case PythonLogLevel.Warning:
                Warning(_logger, entry.Worker, entry.Message);
                break;
            case PythonLogLevel.Error:
                Failure(_logger, entry.Worker, entry.Message);
                break;
            default:
                Event(_logger, entry.Worker, entry.Message);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "[worker {Worker}] {Output}")]
    private static partial void Output(ILogger logger, int worker, string output);

    [LoggerMessage(2, LogLevel.Information, "[worker {Worker}] {Message}")]
    private static partial void Event(ILogger logger, int worker, string message);

    [LoggerMessage(21, LogLevel.Warning, "GW0021: [worker {Worker}] {Message}")]
    private static partial void Warning(ILogger logger, int worker, string message);

    [LoggerMessage(22, LogLevel.Error, "GW0022: [worker {Worker}] {Message}")]
    private static partial void Failure(ILogger logger, int worker, string message);
}
