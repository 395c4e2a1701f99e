using System.Buffers.Binary;
using System.Text;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>HTTP/2 in bytes, for requests that a proper client never sends. Header fields are literals without compression (RFC 7541,
/// 6.2.2).</summary>
internal static class RawHttp2
{
    private const byte HeadersFrame = 1;
    private const byte ResetFrame = 3;
    private const byte SettingsFrame = 4;
    private const byte GoAwayFrame = 7;
    private const byte ContinuationFrame = 9;
    private const byte EndStreamAndHeaders = 0x5;

    private static readonly (string Name, string Value)[] Get =
        [(":method", "GET"), (":path", "/"), (":scheme", "http"), (":authority", "a")];

    /// <summary>Sends a GET with these headers on stream 1. Returns the status, or 0 where the server reset the stream or left.</summary>
    public static async Task<int> GetStatusAsync(GatewayHost host, params (string Name, string Value)[] headers)
    {
        await using var connection = await OpenAsync(host);
        await connection.SendBytesAsync(Frame(HeadersFrame, EndStreamAndHeaders, stream: 1, [.. Get.Concat(headers).SelectMany(Literal)]));

        while (true)
        {
            var (head, _) = await connection.ReceiveUpToAsync(9);
            if (head.Length < 9)
                return 0;
            var (payload, _) = await connection.ReceiveUpToAsync((head[0] << 16) | (head[1] << 8) | head[2]);
            if (head[3] is ResetFrame or GoAwayFrame)
                return 0;
            if (head[3] == HeadersFrame)
                return StatusOf(payload);
        }
    }

    /// <summary>Opens streams and resets each at once, until all are sent or the server has ended the connection.</summary>
    public static async Task ResetStreamsAsync(GatewayHost host, int count)
    {
        await using var connection = await OpenAsync(host);
        try
        {
            for (var index = 0; index < count; index++)
            {
                var stream = (index * 2) + 1;
                await connection.SendBytesAsync((byte[])
                [
                    .. Frame(HeadersFrame, EndStreamAndHeaders, stream, [.. Get.SelectMany(Literal)]),
                    .. Frame(ResetFrame, 0, stream, [0, 0, 0, 8]), // CANCEL
                ]);
            }
        }
        catch (IOException)
        {
            // The server has ended the connection.
        }
    }

    /// <summary>Sends a head in frames of which none is the last. Returns whether the server ended the connection.</summary>
    public static async Task<bool> IsCutOffAsync(GatewayHost host, int frames)
    {
        await using var connection = await OpenAsync(host);
        try
        {
            await connection.SendBytesAsync(Frame(HeadersFrame, 0, stream: 1, [.. Get.SelectMany(Literal)]));
            for (var index = 0; index < frames; index++)
                await connection.SendBytesAsync(Frame(ContinuationFrame, 0, stream: 1, Literal(($"x-{index}", new string('x', 100)))));
        }
        catch (IOException)
        {
            return true;
        }

        while (true)
        {
            var (head, _) = await connection.ReceiveUpToAsync(9);
            if (head.Length < 9 || head[3] == GoAwayFrame)
                return true;
            await connection.ReceiveUpToAsync((head[0] << 16) | (head[1] << 8) | head[2]);
        }
    }

    private static async Task<RawConnection> OpenAsync(GatewayHost host)
    {
        var connection = await RawConnection.OpenAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, host.Http2Port));
        await connection.SendBytesAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(SettingsFrame, 0, stream: 0, [])]);
        return connection;
    }

    // The static table's entries 8 to 14 (RFC 7541, appendix A); Kestrel sends other codes as literals of the name in entry 8.
    private static int StatusOf(byte[] block) => block[0] switch
    {
        0x88 => 200,
        0x89 => 204,
        0x8a => 206,
        0x8b => 304,
        0x8c => 400,
        0x8d => 404,
        0x8e => 500,
        _ => int.Parse(Encoding.ASCII.GetString(block, 2, 3), provider: null),
    };

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    private static byte[] Literal((string Name, string Value) header) =>
        [0, (byte)header.Name.Length, .. Encoding.ASCII.GetBytes(header.Name), (byte)header.Value.Length,
            .. Encoding.ASCII.GetBytes(header.Value)];
}
