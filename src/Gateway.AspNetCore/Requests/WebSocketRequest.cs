using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary>Requests for a WebSocket: the HTTP/1.1 upgrade (RFC 6455) and HTTP/2's extended CONNECT (RFC 8441).</summary>
internal static class WebSocketRequest
{
    /// <summary>Cheap and generous: whether the framework should have a look.</summary>
    public static bool IsLikely(IHttpRequestFeature request) => request.Headers.Upgrade.Count > 0 || request.Method == HttpMethods.Connect;

    public static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
        && string.Equals(connect.Protocol, "websocket", StringComparison.OrdinalIgnoreCase);
}
