using System.Net.WebSockets;

namespace Gateway.AspNetCore.Tests.WebSockets;

internal static class WebSocketApps
{
    public static IEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse) =>
        environ.WebSocket!.Accept(EchoAsync);

    public static IEnumerable<ReadOnlyMemory<byte>> SaysGoodbye(Environ environ, StartResponse startResponse) => environ.WebSocket!.Accept(
        (socket, aborted) => socket.SendAsync("goodbye"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, aborted));

    public static IEnumerable<ReadOnlyMemory<byte>> Refuses(Environ environ, StartResponse startResponse)
    {
        startResponse("403 Forbidden", [("Content-Type", "text/plain")]);
        return Body.Text("no");
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Fails(Environ environ, StartResponse startResponse) => environ.WebSocket!.Accept(
        (_, _) => throw new InvalidOperationException("on purpose"));

    /// <summary>An ordinary app that has never heard of WebSockets.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> KnowsNothingOfThem(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text(environ.ContainsKey("wsgi.websocket") ? "asked for a socket" : "asked for a page");
    }

    public static async Task EchoAsync(WebSocket socket, CancellationToken aborted)
    {
        var buffer = new byte[1000];
        while (await socket.ReceiveAsync(buffer, aborted) is { MessageType: not WebSocketMessageType.Close } message)
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, aborted);
    }
}
