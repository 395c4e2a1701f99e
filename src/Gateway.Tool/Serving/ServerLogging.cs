using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Tool.Serving;

/// <summary>The log goes to standard error: standard output is the access log's.</summary>
internal static class ServerLogging
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(
            console => console.ColorBehavior = Console.IsErrorRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default);
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite; // A log that nobody reads must not hold up a request.
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Nothing of it is shown, and while it logs it starts a trace with each request: see TracePropagation.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // A probe comes every few seconds; the response says enough.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // The tool says itself, and in one line, why a server does not start.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
