using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Responses;

/// <summary>Status and headers onto an <see cref="HttpResponse"/>, and off again.</summary>
internal static class ResponseHead
{
    /// <summary>Validates and applies in one pass, reading each header once: the app's list may be anything. Leaves half a head behind where it throws.</summary>
    /// <returns>The declared Content-Length, or null.</returns>
    public static long? Apply(HttpContext context, string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        var response = context.Response;
        response.StatusCode = ResponseValidator.ValidateStatus(status);
        SetReason(context, response.StatusCode, status);

        if (headers is null)
            throw new GatewayContractException("The header list is null; pass an empty list for no headers.");

        long? contentLength = null;
        var hasContentType = false;
        var target = response.Headers;
        for (var index = 0; index < headers.Count; index++)
        {
            var (name, value) = headers[index];
            ResponseValidator.ValidateHeader(name, value, allowLatin1: value is not null && !Ascii.IsValid(value) && SendsLatin1(context, name));
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                if (contentLength is not null)
                    throw new GatewayContractException("The header Content-Length is given twice; a response has one length (RFC 9110, 8.6).");
                target.ContentLength = contentLength = ResponseValidator.ValidateContentLength(value!);
            }
            else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                if (hasContentType)
                    throw new GatewayContractException("The header Content-Type is given twice; a response has one type (RFC 9110, 8.3).");
                hasContentType = true;
                target.ContentType = value;
            }
            else
            {
                Append(target, name, value!);
            }
        }

        return contentLength;
    }

    /// <summary>What to give to <see cref="Restore"/>: null where nothing is set yet, which is the rule.</summary>
    public static KeyValuePair<string, StringValues>[]? Save(IHeaderDictionary headers) => headers.Count == 0 ? null : [.. headers];

    public static void Restore(HttpContext context, KeyValuePair<string, StringValues>[]? before)
    {
        var headers = context.Response.Headers;
        headers.Clear();
        foreach (var (name, values) in before ?? [])
            headers[name] = values;
        context.Response.StatusCode = StatusCodes.Status200OK;
        if (context.Features.Get<IHttpResponseFeature>() is { } response)
            response.ReasonPhrase = null;
    }

    // Kestrel formats a reason of the app's own for every response, and has the usual ones ready.
    private static void SetReason(HttpContext context, int code, string status)
    {
        var reason = status.AsSpan(4);
        if (!reason.SequenceEqual(ReasonPhrases.GetReasonPhrase(code)) && context.Features.Get<IHttpResponseFeature>() is { } response)
            response.ReasonPhrase = reason.ToString();
    }

    private static void Append(IHeaderDictionary headers, string name, string value)
    {
        // What the server or something in front has set of these would stand beside the app's, and there can be one only.
        if (name.Equals("Date", StringComparison.OrdinalIgnoreCase) || name.Equals("Server", StringComparison.OrdinalIgnoreCase))
            headers[name] = value;
        else
            headers[name] = StringValues.Concat(headers[name], value); // Append() would leave out an empty value.
    }

    private static bool SendsLatin1(HttpContext context, string name) =>
        context.RequestServices.GetService<IOptions<KestrelServerOptions>>()?.Value.ResponseHeaderEncodingSelector(name) is { } encoding
        && encoding.CodePage == Encoding.Latin1.CodePage;
}
