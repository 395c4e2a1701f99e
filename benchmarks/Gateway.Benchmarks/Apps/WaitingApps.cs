using System.Net.WebSockets;
using Gateway.Toolkit;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Apps;

/// <summary>Apps that keep a connection open and do nothing: a WebSocket, and a stream of events of which only the first comes.</summary>
internal static class WaitingApps
{
    private static readonly byte[] s_event = "data: 1\n\n"u8.ToArray();

    public static IEnumerable<ReadOnlyMemory<byte>> Socket(Environ environ, StartResponse startResponse)
    {
        if (environ.WebSocket is not { } handshake)
            return Response.Text("Not a WebSocket.", statusCode: 400).Send(environ, startResponse);
        return handshake.Accept(WaitAsync);
    }

    public static async Task RawSocket(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await WaitAsync(socket, context.RequestAborted);
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Events(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/event-stream")]);
        yield return s_event;
        await Task.Delay(Timeout.Infinite, environ.RequestAborted);
    }

    public static async Task RawEvents(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(s_event, context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    private static async Task WaitAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[128];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
        {
        }
    }
}
