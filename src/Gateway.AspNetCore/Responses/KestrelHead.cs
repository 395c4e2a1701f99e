using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Responses;

/// <summary>Applies status and headers to an <see cref="HttpResponse"/>, and removes them.</summary>
internal static class KestrelHead
{
    /// <summary>Applies a status that was validated.</summary>
    public static void ApplyStatus(IHttpResponseFeature head, int code, string status)
    {
        head.StatusCode = code;
        if (status != "200 OK")
            SetReason(head, code, status);
    }

    /// <summary>Validates and applies headers in one pass, and reads each once, because the app's list may change.
    /// May leave some behind if it throws.</summary>
    /// <returns>The declared Content-Length, or null.</returns>
    public static long? ApplyHeaders(
        IHeaderDictionary target, IReadOnlyList<(string Name, string Value)> headers, Func<string, bool> sendsLatin1)
    {
        if (headers is null)
            throw new GatewayContractException("The header list is null; pass an empty list for no headers.");

        var validator = new HeaderListValidator(sendsLatin1);
        var count = headers.Count;
        for (var index = 0; index < count; index++)
        {
            var (name, value) = headers[index];
            switch (validator.Check(name, value))
            {
                case HeaderKind.ContentLength:
                    target.ContentLength = validator.ContentLength;
                    break;
                case HeaderKind.ContentType:
                    target.ContentType = value;
                    break;
                default:
                    Append(target, name, value);
                    break;
            }
        }

        return validator.ContentLength;
    }

    /// <summary>Removes status and headers.</summary>
    /// <param name="head">The head.</param>
    /// <param name="before">The headers to restore, if there were any.</param>
    public static void Restore(IHttpResponseFeature head, KeyValuePair<string, StringValues>[]? before)
    {
        var headers = head.Headers;
        headers.Clear();
        foreach (var (name, values) in before ?? [])
            headers[name] = values;
        head.StatusCode = StatusCodes.Status200OK;
        head.ReasonPhrase = null;
    }

    // Kestrel has the usual reasons cached, but formats any other for every response.
    private static void SetReason(IHttpResponseFeature head, int code, string status)
    {
        var reason = status.AsSpan(4);
        if (!reason.SequenceEqual(ReasonPhrases.GetReasonPhrase(code)))
            head.ReasonPhrase = reason.ToString();
    }

    private static void Append(IHeaderDictionary headers, string name, string value)
    {
        // Replaces the value of the server or of middleware in front, because only one is allowed.
        if (name.Equals("Date", StringComparison.OrdinalIgnoreCase) || name.Equals("Server", StringComparison.OrdinalIgnoreCase))
            headers[name] = value;
        else
            headers[name] = StringValues.Concat(headers[name], value); // Append() would omit an empty value.
    }
}
