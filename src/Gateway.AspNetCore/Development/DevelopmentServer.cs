using Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Development;

/// <summary>What <see cref="GatewayServer"/> does beside serving: a line for every request, and an answer to exceptions.</summary>
internal static partial class DevelopmentServer
{
    private const string Requests = "Gateway.AspNetCore.Requests";
    private const string HostDiagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>The framework's several entries per request give way to the one line, unless somebody has configured them.</summary>
    public static void UseOneLinePerRequest(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Logging:LogLevel:" + HostDiagnostics] is null)
            builder.Logging.AddFilter(HostDiagnostics, LogLevel.Warning);
    }

    /// <summary>Writes a line per request and answers exceptions: in Development the framework's page does, elsewhere nothing of the exception is shown.</summary>
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
            await ErrorAnswer.SendAsync(context, StatusCodes.Status500InternalServerError, "The app failed. What happened stands in the server's log.");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The app failed to answer {Method} {Path}.")]
    private static partial void Failed(ILogger logger, Exception exception, string method, string path);
}
