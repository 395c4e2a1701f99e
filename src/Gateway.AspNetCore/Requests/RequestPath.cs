using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary>The target of the request: the keys from which its URL is built.</summary>
internal static class RequestPath
{
    public static string PathInfo(IHttpRequestFeature request, PathDecoding decoding)
    {
        var path = request.Path;
        return decoding == PathDecoding.Cgi && path.Contains('%') ? DecodeFully(request, path) : path;
    }

    /// <summary>RFC 3875, 4.1.5. Kestrel decodes all but %2F, and turns %252F into %2F. Only the raw target tells the two apart.</summary>
    private static string DecodeFully(IHttpRequestFeature request, string path)
    {
        var raw = RequestUri(request);
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        if (end >= 0)
            raw = raw[..end];

        var full = request.PathBase + path;
        if (!raw.StartsWith('/') || PathString.FromUriComponent(raw).Value != full)
            return path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase); // Middleware rewrote it, or dot segments were removed.

        var decoded = Uri.UnescapeDataString(raw);
        var prefix = Uri.UnescapeDataString(new PathString(request.PathBase).ToUriComponent());
        return decoded.StartsWith(prefix, StringComparison.Ordinal) ? decoded[prefix.Length..] : path;
    }

    /// <summary>The target as received. User information in it is a credential and appears under no key.</summary>
    public static string RequestUri(IHttpRequestFeature request)
    {
        var target = request.RawTarget;
        if (string.IsNullOrEmpty(target)) // The server does not provide it.
            return new PathString(request.PathBase).ToUriComponent() + new PathString(request.Path).ToUriComponent()
                + new QueryString(request.QueryString).ToUriComponent();
        if (target[0] == '/')
            return target;

        var authority = target.IndexOf("://", StringComparison.Ordinal) + 3;
        if (authority < 3)
            return target;
        var authorityEnd = target.AsSpan(authority).IndexOfAny('/', '?') is >= 0 and var length ? authority + length : target.Length;
        var at = target.AsSpan(authority, authorityEnd - authority).LastIndexOf('@');
        return at < 0 ? target : string.Concat(target.AsSpan(0, authority), target.AsSpan(authority + at + 1));
    }

    /// <summary><c>http</c> or <c>https</c>, even if a forwarding header says <c>ws</c> or <c>wss</c> (RFC 8441, 5).</summary>
    public static string UrlScheme(IHttpRequestFeature request) =>
        request.Scheme is "http" or "https" ? request.Scheme : IsHttps(request) ? "https" : "http";

    public static bool IsHttps(IHttpRequestFeature request) =>
        request.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
            || request.Scheme.Equals("wss", StringComparison.OrdinalIgnoreCase);

    public static string ServerName(IHttpRequestFeature request, ConnectionInfo connection)
    {
        if (new HostString(request.Headers.Host.ToString()) is { HasValue: true, Host: { Length: > 0 } host })
            return host;
        return connection.LocalIpAddress switch
        {
            null => "localhost",
            { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } address =>
                $"[{new IPAddress(address.GetAddressBytes())}]", // Without its scope, which is local to the machine.
            var address => address.ToString(),
        };
    }

    public static string ServerPort(IHttpRequestFeature request, ConnectionInfo connection) => connection.LocalPort is > 0 and var port
        ? port.ToString(CultureInfo.InvariantCulture)
        : IsHttps(request) ? "443" : "80"; // A Unix socket has none.
}
