namespace Gateway.Hosting;

// Accepts a WebSocket in place of a body.
public abstract partial class HostedResponse
{
    /// <summary>Does the handshake of an accepted WebSocket and runs its handler.</summary>
    /// <param name="body">The body that Accept returned.</param>
    /// <returns>Completes when the socket is closed.</returns>
    /// <exception cref="GatewayContractException">The request does not ask for a WebSocket.</exception>
    protected virtual ValueTask RunWebSocketAsync(WebSocketBody body) =>
        throw new GatewayContractException("A WebSocket was accepted, but the request does not ask for one.");

    private async ValueTask AcceptAsync(WebSocketBody body)
    {
        if (Is(ResponsePhase.StartCalled))
        {
            throw new GatewayContractException(
                "start_response was called for an accepted WebSocket: return Accept's body without it, or another body to refuse.");
        }

        _phase |= ResponsePhase.Committed;
        if (Deadline is { } deadline)
        {
            using (deadline.LockHead()) // An open socket is not a slow request.
                deadline.Lift();
        }

        await RunWebSocketAsync(body).ConfigureAwait(false);
    }
}
