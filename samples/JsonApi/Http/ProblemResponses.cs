using System.Globalization;
using Gateway;

namespace JsonApi;

/// <summary>Middleware that answers with <c>application/problem+json</c> (RFC 9457) what the app throws as a problem of the request.</summary>
/// <remarks>Any other exception is a fault of the app and goes on to the server, which logs it.</remarks>
internal static class ProblemResponses
{
    public static AsyncGatewayApp Middleware(AsyncGatewayApp app) => async (environ, startResponse) =>
    {
        try
        {
            return await app(environ, startResponse);
        }
        catch (ProblemException problem)
        {
            return Respond(startResponse, problem, problem);
        }
        catch (RequestBodyException broken)
        {
            return Respond(startResponse, new ProblemException(StatusOf(broken), broken.Message), broken);
        }
    };

    private static Body Respond(StartResponse startResponse, ProblemException problem, Exception cause)
    {
        startResponse(problem.Status, [("Content-Type", "application/problem+json"), .. problem.Headers], cause);

        // about:blank: the status says it all, so the title is its reason (RFC 9457, section 4.2.1).
        var code = int.Parse(problem.Status.AsSpan(0, 3), CultureInfo.InvariantCulture);
        return Body.Json(new Problem("about:blank", problem.Status[4..], code, problem.Message, problem.Errors), ApiJson.Readable.Problem);
    }

    private static string StatusOf(RequestBodyException broken) => broken.StatusCode switch
    {
        408 => "408 Request Timeout",
        413 => "413 Content Too Large",
        _ => "400 Bad Request",
    };
}
