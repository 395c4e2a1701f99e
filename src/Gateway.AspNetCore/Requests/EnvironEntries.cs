using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Requests;

/// <summary>Every key of the environ on this host except headers, one line each.</summary>
internal static class EnvironEntries
{
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object Version = (1, 0);
    private static readonly string ServerSoftware = "Gateway.AspNetCore/" + typeof(EnvironEntries).Assembly.GetName().Version!.ToString(3);

    private static readonly EnvironEntry[] All =
    [
        new(EnvironKeys.RequestMethod, exchange => exchange.Request.Method),
        new(EnvironKeys.ScriptName, exchange => exchange.Request.PathBase),
        new(EnvironKeys.PathInfo, PathInfo),
        new(EnvironKeys.QueryString, QueryString),
        new(EnvironKeys.ContentType, exchange => KestrelHeaders.ContentType(exchange.Request.Headers)),
        new(EnvironKeys.ContentLength, exchange => KestrelHeaders.ContentLength(exchange.Request.Headers)),
        new(EnvironKeys.ServerName, exchange => RequestPath.ServerName(exchange.Request, exchange.Context.Connection)),
        new(EnvironKeys.ServerPort, exchange => RequestPath.ServerPort(exchange.Request, exchange.Context.Connection)),
        new(EnvironKeys.ServerProtocol, exchange => exchange.Request.Protocol),
        new(EnvironKeys.ServerSoftware, _ => ServerSoftware),
        new(EnvironKeys.GatewayInterface, _ => "CGI/1.1"),
        new(EnvironKeys.RemoteAddr, exchange => RequestPeer.Address(exchange.Context.Connection)),
        new(EnvironKeys.RemotePort, exchange => RequestPeer.Port(exchange.Context.Connection)),
        new(EnvironKeys.RemoteUser, exchange => RequestPeer.User(exchange.Context)?.Identity?.Name, EnvironPresence.User),
        new(EnvironKeys.AuthType, exchange => RequestPeer.User(exchange.Context)?.Identity?.AuthenticationType, EnvironPresence.User),
        new(EnvironKeys.User, exchange => RequestPeer.User(exchange.Context), EnvironPresence.User),
        new(EnvironKeys.RequestUri, exchange => RequestPath.RequestUri(exchange.Request)),
        new(EnvironKeys.RawUri, exchange => RequestPath.RequestUri(exchange.Request)),
        new(EnvironKeys.RawHeaders, exchange => KestrelHeaders.Raw(exchange.Request.Headers), EnvironPresence.Headers),
        new(EnvironKeys.Https, exchange => RequestPath.IsHttps(exchange.Request) ? "on" : null, EnvironPresence.Tls),
        new(EnvironKeys.SslProtocol, exchange => RequestTls.Protocol(exchange.Context), EnvironPresence.Tls),
        new(EnvironKeys.SslCipher, exchange => RequestTls.Cipher(exchange.Context), EnvironPresence.Tls),
        new(EnvironKeys.SslServerName, exchange => RequestTls.ServerName(exchange.Context), EnvironPresence.Tls),
        new(EnvironKeys.SslClientSubject, exchange => RequestTls.ClientCertificate(exchange.Context)?.Subject, EnvironPresence.Tls),
        new(EnvironKeys.ClientCertificate, exchange => RequestTls.ClientCertificate(exchange.Context), EnvironPresence.Tls),
        new(EnvironKeys.Version, _ => Version),
        new(EnvironKeys.UrlScheme, exchange => RequestPath.UrlScheme(exchange.Request)),
        new(EnvironKeys.Input, Input),
        new(EnvironKeys.InputTerminated, _ => True),
        new(EnvironKeys.Errors, exchange => exchange.OpenParts().OpenErrors()),
        new(EnvironKeys.MultiThread, exchange => exchange.Host.Options.Execution.Serial ? False : True),
        new(EnvironKeys.MultiProcess, exchange => exchange.Host.Options.Execution.MultiProcess ? True : False),
        new(EnvironKeys.RunOnce, _ => False),
        new(EnvironKeys.FileWrapper, _ => Exchange.Wrapper),
        new(EnvironKeys.WebSocket, WebSocket),
        new(EnvironKeys.RequestAborted, exchange => exchange.Context.RequestAborted),
        new(EnvironKeys.Stopping, exchange => exchange.Host.StoppingEntry),
        new(EnvironKeys.ResponseFinished, exchange => exchange.OpenParts().OpenFinished()),
        new(EnvironKeys.Trailers, Trailers),
        new(EnvironKeys.Services, exchange => exchange.OpenParts().OpenServices(exchange)),
        new(EnvironKeys.HttpContext, exchange => exchange.Context),
    ];

    private static readonly FrozenDictionary<string, EnvironEntry> ByKey = All.ToFrozenDictionary(
        entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The number of entries most requests have, except headers: without TLS, user, body type and length, WebSocket and
    /// trailers.</summary>
    public static int UsualCount { get; } = All.Count(entry => entry.Presence is EnvironPresence.Any or EnvironPresence.Headers) - 4;

    /// <summary>Whether only the request may have this key, or nothing.</summary>
    public static bool BelongsToRequest(string key) =>
        key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) || ByKey.ContainsKey(key);

    /// <summary>The value of an entry that the request has, or null.</summary>
    public static object? Find(Exchange exchange, string key)
    {
        // Nearly every app asks for these three, by the constant: then there is nothing to hash and nothing to compare.
        if (ReferenceEquals(key, EnvironKeys.RequestMethod))
            return exchange.Request.Method;
        if (ReferenceEquals(key, EnvironKeys.PathInfo))
            return PathInfo(exchange);
        if (ReferenceEquals(key, EnvironKeys.QueryString))
            return QueryString(exchange);
        return ByKey.TryGetValue(key, out var entry)
            ? entry.Value(exchange)
            : KestrelHeaders.Find(exchange.Request.Headers, key, exchange.Host.Options.Requests.HeaderNames);
    }

    /// <summary>Copies every entry of the request.</summary>
    public static void CopyTo(ICollection<KeyValuePair<string, object?>> entries, Exchange exchange)
    {
        var request = exchange.Request;
        var isTls = RequestPath.IsHttps(request);
        var hasUser = RequestPeer.User(exchange.Context) is not null;
        foreach (var entry in All)
        {
            var isPresent = entry.Presence switch
            {
                EnvironPresence.Any => true,
                EnvironPresence.Tls => isTls,
                EnvironPresence.User => hasUser,
                _ => false,
            };
            if (isPresent && entry.Value(exchange) is { } value)
                entries.Add(new(entry.Key, value));
        }

        KestrelHeaders.CopyTo(entries, request.Headers, exchange.Host.Options.Requests.HeaderNames);
    }

    private static string PathInfo(Exchange exchange) =>
        RequestPath.PathInfo(exchange.Request, exchange.Host.Options.Requests.PathDecoding);

    private static string QueryString(Exchange exchange) => exchange.Request.QueryString is { Length: > 0 } query ? query[1..] : "";

    private static object? Input(Exchange exchange)
    {
        var canHaveBody = exchange.Context.Features.RequestBodyDetection()?.CanHaveBody ?? true;
        return canHaveBody ? exchange.OpenParts().OpenInput(exchange.Context) : Stream.Null;
    }

    private static WebSocketHandshake? WebSocket(Exchange exchange) =>
        WebSocketRequest.IsLikely(exchange.Request) && exchange.Context.WebSockets.IsWebSocketRequest
            ? exchange.OpenParts().OpenWebSocket(exchange.Context)
            : null;

    private static HttpTrailers? Trailers(Exchange exchange) =>
        HttpTrailers.IsPossible(exchange.Request) && exchange.Context.Response.SupportsTrailers()
            ? exchange.OpenParts().OpenTrailers(exchange.Context.Response)
            : null;
}
