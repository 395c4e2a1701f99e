using System.Net.Sockets;
using System.Text;

namespace Gateway.Benchmarks.Python;

/// <summary>A client that opens a connection per request, so that nothing is sent twice behind the back of the measurement.</summary>
internal static class RawClient
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Opens a connection and sends these bytes.</summary>
    public static async Task<Socket> SendAsync(Uri url, string text)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(url.Host, url.Port, limit.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), limit.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks for the greeting. False: the response was not whole, was another one, or did not come in time.</summary>
    public static async Task<bool> GetAsync(Uri url)
    {
        try
        {
            using var socket = await SendAsync(url, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            using var limit = new CancellationTokenSource(Patience);
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            var response = text.ToString();
            return response.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
                && response.EndsWith("Hello, World!", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
