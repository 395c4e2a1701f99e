using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Responses;

/// <summary>An accepted WebSocket, from the handshake to its close. The framework does both.</summary>
internal static class WebSocketSession
{
    // How long a peer may take to answer a close (RFC 6455, 7.1.1) before the connection is dropped.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(HttpContext context, WebSocketBody body, ILogger log)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new GatewayContractException("A WebSocket was accepted, but the request does not ask for one.");

        using var socket = await context.WebSockets.AcceptWebSocketAsync(body.SubProtocol);
        try
        {
            await body.Handler(socket, context.RequestAborted);
            await CloseAsync(socket, context.RequestAborted);
        }
        catch (Exception error) when (HasPeerLeft(error, socket, context))
        {
            Log.ClientDisconnected(log, context.Request.Method, context.Request.Path);
        }
    }

    private static async Task CloseAsync(WebSocket socket, CancellationToken aborted)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(CloseTimeout);
        try
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, limit.Token);
        }
        catch (OperationCanceledException)
        {
            socket.Abort();
        }
    }

    private static bool HasPeerLeft(Exception error, WebSocket socket, HttpContext context) =>
        error is WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely }
        || (error is (OperationCanceledException or IOException or WebSocketException) && (context.RequestAborted.IsCancellationRequested || socket.State == WebSocketState.Aborted));
}
