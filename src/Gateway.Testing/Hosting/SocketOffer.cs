using System.Net.WebSockets;

namespace Gateway.Testing.Hosting;

/// <summary>A request for a WebSocket, and the client's end of it once it is accepted.</summary>
internal sealed class SocketOffer(IReadOnlyList<string> subProtocols)
{
    private readonly TaskCompletionSource<WebSocket> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<WebSocket> Accepted => _accepted.Task;

    public WebSocketHandshake Handshake { get; } = new(subProtocols);

    public IReadOnlyList<(string Name, string Value)> Headers { get; } =
    [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        .. subProtocols.Count == 0 ? Array.Empty<(string, string)>() : [("Sec-WebSocket-Protocol", string.Join(", ", subProtocols))],
    ];

    /// <summary>Runs an accepted WebSocket to its end.</summary>
    public async Task RunAsync(WebSocketBody body, CancellationTokenSource aborted)
    {
        var (server, client) = DuplexStream.CreatePair();
        using var socket = WebSocket.CreateFromStream(server, isServer: true, body.SubProtocol, Timeout.InfiniteTimeSpan);
        _accepted.SetResult(
            WebSocket.CreateFromStream(new AbortingStream(client, aborted), isServer: false, body.SubProtocol, Timeout.InfiniteTimeSpan));
        try
        {
            await body.Handler(socket, aborted.Token).ConfigureAwait(false);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, aborted.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (HasPeerLeft(error, socket, aborted.Token))
        {
            // A peer that leaves without a close frame is not an error.
        }
    }

    private static bool HasPeerLeft(Exception error, WebSocket socket, CancellationToken aborted) =>
        error is WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely }
        || (error is (OperationCanceledException or IOException or WebSocketException)
            && (aborted.IsCancellationRequested || socket.State == WebSocketState.Aborted));
}
