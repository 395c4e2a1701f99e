using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>Applies <see cref="RequestRules"/> to a request from Kestrel, which accepts some that an app must never see.</summary>
internal static class RequestCheck
{
    /// <summary>Whether a request has only the few headers that most clients send, with values that no rule refuses.
    /// False means "not decided here": call <see cref="Check"/>.</summary>
    public static bool IsHarmless(IHttpRequestFeature request, GatewayOptions options)
    {
        var headers = request.Headers;
        var left = headers.Count;
        if (left > 5 || headers.Host.ToString() is not { Length: > 0 } host || !RequestRules.IsAuthority(host))
            return false;
        if (--left > 0)
            left -= Usual(headers.UserAgent);
        if (left > 0)
            left -= Usual(headers.Accept);
        if (left > 0)
            left -= Usual(headers.ContentType) + (headers.ContentLength is null ? 0 : 1);
        return left == 0 && options.Requests.PathDecoding == PathDecoding.AspNetCore && request.Method != HttpMethods.Connect
            && request.RawTarget is ['/', ..] target && RequestRules.IsTarget(target);

        static int Usual(StringValues values) => values.Count == 1 && RequestRules.IsFieldValue(values.ToString()) ? 1 : 0;
    }

    public static RequestRefusal? Check(HttpContext context, IHttpRequestFeature request, GatewayOptions options)
    {
        if (RequestRules.CheckTarget(
            request.Method, RequestPath.RequestUri(request), WebSocketRequest.IsExtendedConnect(context)) is { } refused)
            return refused;
        if (options.Requests.PathDecoding == PathDecoding.Cgi
            && RequestRules.CheckPath(RequestPath.PathInfo(request, PathDecoding.Cgi)) is { } unsafePath)
            return unsafePath;
        return WebSocketRequest.CheckVersion(request) ?? CheckHeaders(request, options.Requests.HeaderNames);
    }

    private static RequestRefusal? CheckHeaders(IHttpRequestFeature request, HeaderNamePolicy policy)
    {
        var rules = new RequestRules(policy, request.Protocol);
        using var copy = new HeaderCopy(request.Headers);
        foreach (ref readonly var header in copy.Span)
        {
            var values = header.Value;
            for (var index = 0; index < values.Count; index++)
            {
                if (rules.CheckHeader(header.Key, values[index] ?? "") is { } refusal)
                    return refusal;
            }
        }

        return null;
    }
}
