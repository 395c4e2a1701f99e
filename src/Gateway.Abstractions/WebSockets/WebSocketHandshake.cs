using System.Net.WebSockets;

namespace Gateway;

/// <summary>A client's wish for a WebSocket (RFC 6455, section 4), found under <c>wsgi.websocket</c>.</summary>
/// <remarks>Accept it by returning <see cref="Accept"/>'s body, without calling start_response; refuse it by any ordinary response.
/// The handshake happens when the host receives the body, so middleware can still refuse. The same app works over the HTTP/1.1 upgrade
/// and HTTP/2's extended CONNECT (RFC 8441).</remarks>
public sealed class WebSocketHandshake
{
    /// <summary>For hosts: describes what the client asks for.</summary>
    /// <param name="requestedSubProtocols">The sub-protocols the client offers, in its order of preference.</param>
    public WebSocketHandshake(IReadOnlyList<string> requestedSubProtocols)
    {
        ArgumentNullException.ThrowIfNull(requestedSubProtocols);
        RequestedSubProtocols = requestedSubProtocols;
    }

    /// <summary>The sub-protocols the client offers, in its order of preference; empty if none.</summary>
    public IReadOnlyList<string> RequestedSubProtocols { get; }

    /// <summary>Makes the body that accepts the WebSocket.</summary>
    /// <param name="handler">Talks over the socket. When it returns, an open socket is closed normally; the token is cancelled when the
    /// client has gone or the server gives up.</param>
    /// <param name="subProtocol">One of <see cref="RequestedSubProtocols"/>; null selects none.</param>
    /// <returns>The body to return from the app.</returns>
    /// <exception cref="GatewayContractException">The client did not offer <paramref name="subProtocol"/>, or it is not a
    /// token.</exception>
    public Body Accept(Func<WebSocket, CancellationToken, Task> handler, string? subProtocol = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (subProtocol is not null)
            ResponseValidator.ValidateSubProtocol(subProtocol, RequestedSubProtocols);
        return new WebSocketBody(handler, subProtocol);
    }
}
