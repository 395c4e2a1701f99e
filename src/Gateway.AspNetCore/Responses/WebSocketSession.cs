using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Responses;

/// <summary>An accepted WebSocket, from the handshake to its close. The framework does both.</summary>
internal static class WebSocketSession
{
    // The time a peer has to answer a close frame (RFC 6455, 7.1.1) before the connection is dropped.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(HttpContext context, WebSocketBody body, AppHost host)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new GatewayContractException("A WebSocket was accepted, but the request does not ask for one.");

        using var socket = await context.WebSockets.AcceptWebSocketAsync(body.SubProtocol);
        using var handled = new CancellationTokenSource();
        var leaving = Task.CompletedTask;
        var stopping = host.Stopping.UnsafeRegister(_ => leaving = LeaveAsync(socket, host.Time, handled.Token), null);
        try
        {
            await body.Handler(socket, context.RequestAborted);
            await CloseAsync(socket, WebSocketCloseStatus.NormalClosure, host.Time);
        }
        catch (Exception error) when (HasPeerLeft(error, socket, context, host.Stopping))
        {
            Log.ClientDisconnected(host.Log, context.Request.Method, context.Request.Path);
        }
        catch
        {
            await CloseAsync(socket, WebSocketCloseStatus.InternalServerError, host.Time);
            throw;
        }
        finally
        {
            await stopping.DisposeAsync();
            await handled.CancelAsync();
            await leaving;
        }
    }

    // The server is going away (RFC 6455, 7.4.1). The handler sees the peer's close frame. A peer that sends none is dropped.
    private static async Task LeaveAsync(WebSocket socket, TimeProvider time, CancellationToken handled)
    {
        try
        {
            using var limit = new CancellationTokenSource(CloseTimeout, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, statusDescription: null, limit.Token);
            await Task.Delay(CloseTimeout, time, handled);
            socket.Abort();
        }
        catch (OperationCanceledException) when (handled.IsCancellationRequested)
        {
            // The handler has returned in time.
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort(); // The peer left first, or no longer reads.
        }
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, TimeProvider time)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var limit = new CancellationTokenSource(CloseTimeout, time);
        try
        {
            await socket.CloseAsync(status, statusDescription: null, limit.Token);
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    // Includes every failure that a peer can cause, because peers must not fill the log.
    // Wrong use by the app is InvalidState while the peer is connected.
    private static bool HasPeerLeft(Exception error, WebSocket socket, HttpContext context, CancellationToken stopping) => error switch
    {
        WebSocketException { WebSocketErrorCode: WebSocketError.InvalidState } =>
            socket.CloseStatus is not null || socket.State == WebSocketState.Aborted || stopping.IsCancellationRequested,
        WebSocketException => true,
        OperationCanceledException or IOException =>
            context.RequestAborted.IsCancellationRequested || socket.State == WebSocketState.Aborted,
        _ => false,
    };
}
