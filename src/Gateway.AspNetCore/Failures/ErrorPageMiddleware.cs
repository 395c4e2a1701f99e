using System.Text;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Failures;

/// <summary>Responds to exceptions of the rest of the pipeline, with everything that is known of them or with nothing.</summary>
internal sealed partial class ErrorPageMiddleware(RequestDelegate next, ILogger logger, bool showDetails, IReadOnlyList<string> outer)
{
    private static readonly string[] Forms = ["text/plain", "text/html", "application/problem+json", "application/json"];

    public async Task InvokeAsync(HttpContext context)
    {
        // Before the rest of the pipeline, which may change them.
        var request = $"{context.Request.Method} {context.Request.PathBase}{context.Request.Path}";
        var failed = showDetails ? new FailedRequest() : null;
        if (failed is not null)
            context.Features.Set(failed);
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Failed(logger, error, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            if (failed is null)
                await ErrorAnswer.SendAsync(
                    context, StatusCodes.Status500InternalServerError, "The app failed. The server's log has the details.");
            else
                await SendAsync(context, new FailureReport(error, request)
                {
                    Environ = failed.Environ,
                    App = failed.App,
                    Outer = failed.App is null ? [] : outer,
                });
        }
    }

    private static async Task SendAsync(HttpContext context, FailureReport report)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status500InternalServerError;
        foreach (var (name, value) in FailureReport.Headers)
            response.Headers[name] = value;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var (type, body) = Preference.Of(context.Request, Forms) switch
        {
            "text/html" => ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(report.ToHtml())),
            "application/problem+json" or "application/json" => ("application/problem+json", report.ToProblemJson()),
            _ => ("text/plain; charset=utf-8", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(report.ToText())),
        };
        await ErrorAnswer.WriteAsync(response, type, body);
    }

    [LoggerMessage(20, LogLevel.Error, "GW0020: The app failed to answer {Method} {Path}.")]
    private static partial void Failed(ILogger logger, Exception exception, string method, string path);
}
