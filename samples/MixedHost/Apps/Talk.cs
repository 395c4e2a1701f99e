using System.Net.WebSockets;
using System.Text;
using Gateway;

namespace MixedHost.Apps;

/// <summary>A WebSocket: greets whom the middleware in front has let in, and sends back what they say.</summary>
internal static class Talk
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        if (environ.WebSocket is { } handshake)
        {
            var name = environ[EnvironKeys.RemoteUser];
            return handshake.Accept((socket, aborted) => GreetAsync(socket, $"hello, {name}", aborted));
        }

        startResponse("400 Bad Request", []);
        return Body.Empty;
    }

    private static async Task GreetAsync(WebSocket socket, string greeting, CancellationToken aborted)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(greeting), WebSocketMessageType.Text, endOfMessage: true, aborted);
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, aborted) is { MessageType: not WebSocketMessageType.Close } message)
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, aborted);
    }
}
