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
            return Respond(startResponse, problem);
        }
        catch (RequestBodyException broken)
        {
            return Respond(startResponse, From(broken));
        }
    };

    private static Body Respond(StartResponse startResponse, ProblemException problem)
    {
        startResponse(problem.Status, [("Content-Type", "application/problem+json"), .. problem.Headers], problem);

        // about:blank: the status says it all, so the title is its reason (RFC 9457, section 4.2.1).
        var code = int.Parse(problem.Status.AsSpan(0, 3), CultureInfo.InvariantCulture);
        return Body.Json(new Problem("about:blank", problem.Status[4..], code, problem.Message, problem.Errors), ApiJson.Readable.Problem);
    }

    // The server's own message is for the operator, and names the server's settings.
    private static ProblemException From(RequestBodyException broken) => broken.StatusCode switch
    {
        408 => new("408 Request Timeout", "The body came too slowly. Send the request again, over a faster connection.", broken),
        413 => new("413 Content Too Large", "The body is longer than this server takes. Send a shorter one.", broken),
        _ => new("400 Bad Request", "The body broke off, or its framing is malformed. Send the whole request again.", broken),
    };
}
