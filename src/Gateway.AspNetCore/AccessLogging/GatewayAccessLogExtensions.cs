using Gateway.AspNetCore.AccessLogging;
using Gateway.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds an access log to an ASP.NET Core pipeline.</summary>
public static class GatewayAccessLogExtensions
{
    /// <summary>Logs each request when the rest of the pipeline has answered it. Its length is that of the header Content-Length.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="log">Writes the lines in the background. Dispose it after the server has stopped.</param>
    /// <param name="format">The format of a line; <see cref="AccessLogFormat.Combined"/> if null.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UseGatewayAccessLog(
        this IApplicationBuilder builder, AccessLogWriter log, AccessLogFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(log);
        return builder.Use(next => new AccessLogMiddleware(next, log, format ?? AccessLogFormat.Combined).InvokeAsync);
    }
}
