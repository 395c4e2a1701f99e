using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Development;

/// <summary>Calls back once for every request, when it has ended, with the status that the client got.</summary>
internal sealed class RequestLog(RequestDelegate next, Action<HttpContext, int> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            // An exception that nobody has answered is answered 500 by the server, unless the head has gone out before.
            log(context, failed && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError : context.Response.StatusCode);
        }
    }
}
