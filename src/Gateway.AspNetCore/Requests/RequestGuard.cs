using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>Refuses the requests that Kestrel lets through and an app must never see.</summary>
internal static class RequestGuard
{
    // All control characters but the tab, which a field value may hold (RFC 9110, 5.5).
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(character => char.IsControl(character) && character != '\t')]);

    private static readonly SearchValues<char> NotInTarget =
        SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(char.IsControl), '#']);

    /// <summary>Whether a request is one of the many that have none but the few headers programs send, and there is nothing to refuse about it.
    /// What this says of no request, <see cref="Check"/> has to say.</summary>
    public static bool IsHarmless(IHttpRequestFeature request, GatewayOptions options)
    {
        var headers = request.Headers;
        var left = headers.Count;
        if (left > 5 || headers.Host.ToString() is not { Length: > 0 } host || host[0] == '[' || HoldsControlCharacter(host))
            return false;
        if (--left > 0)
            left -= Usual(headers.UserAgent);
        if (left > 0)
            left -= Usual(headers.Accept);
        if (left > 0)
            left -= Usual(headers.ContentType) + (headers.ContentLength is null ? 0 : 1);
        return left == 0 && options.PathDecoding == PathDecoding.AspNetCore && request.Method != HttpMethods.Connect && request.RawTarget is ['/', ..] target && !HoldsAny(target, '$', NotInTarget);

        static int Usual(StringValues values) => values.Count == 1 && !HoldsControlCharacter(values.ToString()) ? 1 : 0;
    }

    public static Refusal? Check(HttpContext context, IHttpRequestFeature request, GatewayOptions options)
    {
        var headers = request.Headers;

        if (request.Method == HttpMethods.Connect && !WebSocketRequest.IsExtendedConnect(context))
            return new(StatusCodes.Status501NotImplemented, "CONNECT is not supported: this server is not a proxy.");
        if (HoldsAny(RequestPath.RequestUri(request), '$', NotInTarget))
            return new(StatusCodes.Status400BadRequest, "The request target holds a fragment or a control character (RFC 9112, 3.2).");
        if (options.PathDecoding == PathDecoding.Cgi && UncoversDotsOrNul(request))
            return new(StatusCodes.Status400BadRequest, "The decoded path holds a '..' segment or a NUL.");

        if (headers.Host.ToString() is ['[', ..] host && !IsIPv6(host))
            return new(StatusCodes.Status400BadRequest, "The Host header holds brackets without an IPv6 address (RFC 3986, 3.2.2).");
        if (headers.ContentType is { Count: > 1 } types && types.Distinct(StringComparer.Ordinal).Skip(1).Any())
            return new(StatusCodes.Status400BadRequest, "The request has two different Content-Type headers.");
        if (headers.TransferEncoding is { Count: > 0 } codings && !string.Equals(codings.ToString(), "chunked", StringComparison.OrdinalIgnoreCase))
            return new(StatusCodes.Status501NotImplemented, "No transfer coding but chunked is supported (RFC 9112, 6.1).");
        if (headers.Expect is { Count: > 0 } expectations && !string.Equals(expectations.ToString(), "100-continue", StringComparison.OrdinalIgnoreCase))
            return new(StatusCodes.Status417ExpectationFailed, "No expectation but 100-continue is supported (RFC 9110, 10.1.1).");

        return CheckEach(headers, options.HeaderNames);
    }

    private static Refusal? CheckEach(IHeaderDictionary headers, HeaderNamePolicy policy)
    {
        using var copy = new HeaderCopy(headers);
        foreach (ref readonly var header in copy.Span)
        {
            if (HoldsControlCharacter(header.Value))
                return new(StatusCodes.Status400BadRequest, $"The value of the header {Printable(header.Key)} holds a control character (RFC 9110, 5.5).");
            if (policy == HeaderNamePolicy.Refuse && EnvironKeys.ForHeader(header.Key) is null && !header.Key.Equals("Proxy", StringComparison.OrdinalIgnoreCase))
                return new(StatusCodes.Status400BadRequest, $"The header name {Printable(header.Key)} is refused: only letters, digits and '-' are let through.");
        }

        return null;
    }

    private static bool HoldsControlCharacter(StringValues values)
    {
        if (values.Count == 1)
            return HoldsControlCharacter(values.ToString());
        foreach (var value in values)
        {
            if (HoldsControlCharacter(value))
                return true;
        }

        return false;
    }

    private static bool HoldsControlCharacter(string? value) => HoldsAny(value, ' ', ControlCharacters);

    // Nearly every text is printable ASCII, and to see that is quicker than to look for what it may not hold.
    private static bool HoldsAny(string? text, char firstUsual, SearchValues<char> characters) =>
        text.AsSpan().ContainsAnyExceptInRange(firstUsual, '~') && text.AsSpan().ContainsAny(characters);

    private static bool IsIPv6(string host) =>
        host.IndexOf(']', StringComparison.Ordinal) is > 0 and var end && IPAddress.TryParse(host.AsSpan(1, end - 1), out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool UncoversDotsOrNul(IHttpRequestFeature request)
    {
        var path = RequestPath.PathInfo(request, PathDecoding.Cgi);
        return path.Contains('\0') || path.Split('/').Contains("..");
    }

    private static string Printable(string name) => name.Length <= 64 ? name : name[..64] + "...";
}
