using System.Net.WebSockets;

namespace Gateway;

/// <summary>The rules of a WebSocket that is accepted.</summary>
internal sealed class WebSocketRules(LintLayer layer, string? subProtocol) : BodyRules(layer)
{
    private readonly LintLayer _layer = layer;

    /// <summary>Checks the acceptance, and gives the observer of the handler.</summary>
    public static WebSocketRules For(LintLayer layer, WebSocketBody body)
    {
        //## Bodies a host knows

        //# websocket-asked-for (app; X-12) A WebSocket is accepted only where the request asks for one, with a sub-protocol that the
        //#   client offered or none.
        if (layer.Handshake is not { } handshake)
            throw layer.Fail("websocket-asked-for", LintSide.App, "it accepts a WebSocket, but the request does not ask for one.");
        if (body.SubProtocol is { } selected && !handshake.RequestedSubProtocols.Contains(selected, StringComparer.Ordinal))
        {
            throw layer.Fail("websocket-asked-for", LintSide.App,
                $"it selects a WebSocket sub-protocol that this client did not offer: {selected}.");
        }

        //# websocket-alone (app; W-125) start_response is not called for a WebSocket that is accepted: the handshake is the response.
        if (layer.Response.IsStarted)
        {
            throw layer.Fail("websocket-alone", LintSide.App,
                "it called start_response for a WebSocket that it accepts: return Accept's body without it, or refuse with another body.");
        }

        layer.ThrowIfUnclosed();
        return new WebSocketRules(layer, body.SubProtocol);
    }

    internal override void OnSocket(WebSocket socket)
    {
        //# websocket-open (host; X-12) The handler of an accepted WebSocket runs once, with an open socket of the sub-protocol selected.
        if (socket is not { State: WebSocketState.Open } || (socket.SubProtocol ?? "") != (subProtocol ?? ""))
        {
            throw _layer.Fail("websocket-open", LintSide.Host,
                "it gave the handler of a WebSocket a socket that is null, not open, or of another sub-protocol than was selected.");
        }
    }
}
