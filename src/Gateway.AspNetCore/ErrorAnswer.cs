using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore;

/// <summary>Sends the adapter's own error responses: problem details if the host has them (<c>AddProblemDetails</c>), else plain
/// text.</summary>
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

        var problem = new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = statusCode, Title = ReasonPhrases.GetReasonPhrase(statusCode), Detail = reason },
        };
        if (context.RequestServices.GetService<IProblemDetailsService>() is { } problems && await problems.TryWriteAsync(problem))
            return;

        var body = Encoding.UTF8.GetBytes(reason + "\n");
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Ends the connection after this response. HTTP/2 and later have no such header: there, the stream ends anyway.</summary>
    public static void CloseAfter(HttpResponse response)
    {
        var protocol = response.HttpContext.Request.Protocol;
        if (HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol))
            response.Headers.Connection = "close";
    }
}
