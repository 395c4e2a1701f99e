using Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Development;

/// <summary>The middleware of <see cref="GatewayServer"/>: logs a line for every request, and responds to exceptions.</summary>
internal static class DevelopmentServer
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

        var isDevelopment = server.Environment.IsDevelopment();
        server.UseErrorPage(showDetails: isDevelopment, outer: isDevelopment ? [nameof(Lint)] : []);
    }
}
