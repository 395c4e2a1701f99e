using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Toolkit;

/// <summary>A response, which is an app: it can be returned by a handler, sent by an app of either shape, or stand where an app is expected.</summary>
public sealed class Response
{
    private readonly Body _body;

    private Response(int statusCode, string? contentType, Body body)
    {
        StatusCode = statusCode;
        _body = body;
        if (contentType is not null)
            Headers.Add(("Content-Type", contentType));
    }

    /// <summary>The status code (RFC 9110, 15).</summary>
    public int StatusCode { get; set; }

    /// <summary>The headers, in the order they are sent.</summary>
    public IList<(string Name, string Value)> Headers { get; } = new List<(string Name, string Value)>();

    /// <summary>A response of plain text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="statusCode">The status code.</param>
    public static Response Text(string text, int statusCode = (int)HttpStatusCode.OK) => new(statusCode, "text/plain; charset=utf-8", Body.Text(text));

    /// <summary>Answers a request with this response: <c>return response.Send(environ, startResponse);</c> in an app of either shape.</summary>
    /// <param name="environ">The request.</param>
    /// <param name="startResponse">Where status and headers go.</param>
    /// <returns>The body.</returns>
    public Body Send(Environ environ, StartResponse startResponse)
    {
        startResponse($"{StatusCode} {ReasonPhrases.GetReasonPhrase(StatusCode)}", [.. Headers]);
        return _body;
    }

    /// <summary>The response as a synchronous app.</summary>
    /// <param name="response">The response.</param>
    public static implicit operator GatewayApp(Response response) => response.Send;

    /// <summary>The response as an asynchronous app.</summary>
    /// <param name="response">The response.</param>
    public static implicit operator AsyncGatewayApp(Response response) => (environ, startResponse) => new(response.Send(environ, startResponse));
}
