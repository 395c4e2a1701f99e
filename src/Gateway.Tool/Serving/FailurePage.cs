using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tool.Serving;

/// <summary>Shows a browser why the latest version of an app is not served. Everything else gets the version before.</summary>
internal static class FailurePage
{
    public static Task InvokeAsync(AppSlot slot, HttpContext context, RequestDelegate next) =>
        slot.Failure is { } failure && IsForPage(context.Request) ? SendAsync(context.Response, failure) : next(context);

    // A person's browser asks for HTML by name; programs, scripts and images do not.
    private static bool IsForPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    private static Task SendAsync(HttpResponse response, string failure)
    {
        // It refreshes itself: once the app builds, the page is the app's again.
        var page = $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="1">
            <title>The app does not load</title>
            <style>body { font-family: system-ui, sans-serif; margin: 3em; }
            pre { background: #fee; border-left: 4px solid #c00; padding: 1em; white-space: pre-wrap; }</style>
            </head>
            <body>
            <h1>The app does not load</h1>
            <pre>{{WebUtility.HtmlEncode(failure)}}</pre>
            <p>Whatever does not ask for HTML still gets the version before. This page goes by itself once the app loads.</p>
            </body>
            </html>

            """;
        var body = Encoding.UTF8.GetBytes(page);
        response.StatusCode = StatusCodes.Status500InternalServerError;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(body).AsTask();
    }
}
