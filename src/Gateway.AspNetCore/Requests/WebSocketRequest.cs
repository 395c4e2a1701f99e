using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary>Requests for a WebSocket: the HTTP/1.1 upgrade (RFC 6455) and HTTP/2's extended CONNECT (RFC 8441).</summary>
internal static class WebSocketRequest
{
    /// <summary>The supported version of the protocol (RFC 6455, 4.1).</summary>
    public const string Version = "13";

    /// <summary>Whether the request may ask for a WebSocket; the framework decides.
    /// An HTTP/1.0 client cannot upgrade (RFC 9110, 7.8).</summary>
    public static bool IsLikely(IHttpRequestFeature request) =>
        (request.Headers.Upgrade.Count > 0 && !HttpProtocol.IsHttp10(request.Protocol)) || request.Method == HttpMethods.Connect;

    public static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
        && string.Equals(connect.Protocol, "websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a handshake of another version (RFC 6455, 4.2.2).</summary>
    public static RequestRefusal? CheckVersion(IHttpRequestFeature request)
    {
        var headers = request.Headers;
        return IsLikely(request) && headers.SecWebSocketVersion is { Count: > 0 } version && version.ToString().Trim() != Version
            ? new(StatusCodes.Status426UpgradeRequired, $"The WebSocket version is not supported; use version {Version} (RFC 6455, 4.4).")
            : null;
    }
}
