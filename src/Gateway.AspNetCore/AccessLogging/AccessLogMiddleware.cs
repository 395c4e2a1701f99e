using System.Diagnostics;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.AccessLogging;

/// <summary>Logs each request when it has ended, with the status that the client got.</summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, AccessLogWriter log, AccessLogFormat format)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        Exception? failure = null;
        try
        {
            await next(context);
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            log.Write(Entry(context, failure, Stopwatch.GetElapsedTime(started)), format);
        }
    }

    private static AccessLogEntry Entry(HttpContext context, Exception? failure, TimeSpan duration)
    {
        var (request, status) = (context.Request, StatusOf(context, failure));
        return new AccessLogEntry
        {
            Time = DateTimeOffset.UtcNow,
            RemoteAddr = context.Connection.RemoteIpAddress?.ToString(),
            RemoteUser = context.User.Identity?.Name,
            Method = request.Method,
            Host = request.Headers.Host,
            Target = Target(context),
            Protocol = request.Protocol,
            Status = status,
            Bytes = AccessLogEntry.BodyBytes(request.Method, status, context.Response.ContentLength),
            Duration = duration,
            Referer = request.Headers.Referer,
            UserAgent = request.Headers.UserAgent,
            Error = failure?.GetType().Name,
        };
    }

    private static int StatusOf(HttpContext context, Exception? failure) => failure switch
    {
        OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested => AccessLogEntry.ClientClosedRequest,

        // The server answers 500 to an exception that nobody handled before the head was sent.
        not null when !context.Response.HasStarted => StatusCodes.Status500InternalServerError,
        _ => context.Response.StatusCode,
    };

    // As it was received.
    private static string Target(HttpContext context) => context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target
        ? target
        : context.Request.Path + context.Request.QueryString;
}
