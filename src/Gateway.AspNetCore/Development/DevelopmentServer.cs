using Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Development;

/// <summary>The middleware of <see cref="GatewayServer"/>: logs a line for every request, and responds to exceptions.</summary>
internal static partial class DevelopmentServer
{
    private const string Requests = "Gateway.AspNetCore.Requests";
    private const string HostDiagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Replaces the framework's several log entries per request by one line, unless the configuration sets them.</summary>
    public static void UseOneLinePerRequest(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Logging:LogLevel:" + HostDiagnostics] is null)
            builder.Logging.AddFilter(HostDiagnostics, LogLevel.Warning);
    }

    /// <summary>Writes a line per request and responds to exceptions. Only in Development does the response show the exception.</summary>
    public static void UseRequestLines(this WebApplication server)
    {
        var logger = server.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Requests);
        if (logger.IsEnabled(LogLevel.Information))
        {
            var log = AccessLogWriter.ToStandardError();
            server.Lifetime.ApplicationStopped.Register(log.Dispose);
            server.UseGatewayAccessLog(log);
        }

        if (!server.Environment.IsDevelopment())
            server.Use(next => context => AnswerAsync(next, context, logger));
    }

    private static async Task AnswerAsync(RequestDelegate next, HttpContext context, ILogger logger)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Failed(logger, error, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await ErrorAnswer.SendAsync(
                context, StatusCodes.Status500InternalServerError, "The app failed. The server's log has the details.");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The app failed to answer {Method} {Path}.")]
    private static partial void Failed(ILogger logger, Exception exception, string method, string path);
}
