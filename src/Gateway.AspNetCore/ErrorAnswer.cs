using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore;

/// <summary>The few answers the adapter gives itself, to requests that no app can answer.</summary>
internal static class ErrorAnswer
{
    // close: what is left of the request cannot be read, so the connection is of no more use.
    public static Task SendAsync(HttpContext context, int statusCode, string reason, bool close = false)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        if (close)
            CloseAfter(response);
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;

        var body = Encoding.UTF8.GetBytes(reason + "\n");
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    /// <summary>Ends the connection after this response. HTTP/2 and later have no such header: there, the stream ends anyway.</summary>
    public static void CloseAfter(HttpResponse response)
    {
        if (HttpProtocol.IsHttp11(response.HttpContext.Request.Protocol) || HttpProtocol.IsHttp10(response.HttpContext.Request.Protocol))
            response.Headers.Connection = "close";
    }
}
