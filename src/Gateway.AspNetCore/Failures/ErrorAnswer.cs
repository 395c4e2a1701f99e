using System.Text;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Gateway.AspNetCore.Failures;

/// <summary>Sends the adapter's own error responses: a small page to a browser, else problem details if the host has them
/// (<c>AddProblemDetails</c>), else plain text.</summary>
internal static class ErrorAnswer
{
    // close: the rest of the request cannot be read, so the connection cannot be used again.
    public static async Task SendAsync(HttpContext context, int statusCode, string reason, bool close = false)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        if (close)
            CloseAfter(response);
        if (context.Request.Method == HttpMethods.Head)
            return;

        if (Preference.Of(context.Request, ["text/plain", "application/problem+json", "text/html"]) == "text/html")
        {
            response.Headers.ContentSecurityPolicy = ProblemPage.SecurityPolicy;
            response.Headers.Vary = HeaderNames.Accept;
            var page = ProblemPage.Render(statusCode, ReasonPhrases.GetReasonPhrase(statusCode), reason);
            await WriteAsync(response, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
            return;
        }

        var problem = new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = statusCode, Title = ReasonPhrases.GetReasonPhrase(statusCode), Detail = reason },
        };
        if (context.RequestServices.GetService<IProblemDetailsService>() is { } problems && await problems.TryWriteAsync(problem))
            return;

        await WriteAsync(response, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(reason + "\n"));
    }

    /// <summary>Sends a whole body with its type and length.</summary>
    public static ValueTask WriteAsync(HttpResponse response, string contentType, ReadOnlyMemory<byte> body)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    /// <summary>Ends the connection after this response. HTTP/2 and later have no such header: there, the stream ends anyway.</summary>
    public static void CloseAfter(HttpResponse response)
    {
        var protocol = response.HttpContext.Request.Protocol;
        if (HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol))
            response.Headers.Connection = "close";
    }
}
