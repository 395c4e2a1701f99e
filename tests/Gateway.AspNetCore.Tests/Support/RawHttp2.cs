using System.Buffers.Binary;
using System.Text;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>HTTP/2 in bytes, for requests that a proper client never sends. Header fields are literals without compression (RFC 7541, 6.2.2).</summary>
internal static class RawHttp2
{
    private const byte HeadersFrame = 1;
    private const byte ResetFrame = 3;
    private const byte SettingsFrame = 4;
    private const byte GoAwayFrame = 7;
    private const byte EndStreamAndHeaders = 0x5;

    /// <summary>Sends a GET with these headers on stream 1. Returns the status, or 0 where the server reset the stream or left.</summary>
    public static async Task<int> GetStatusAsync(GatewayHost host, params (string Name, string Value)[] headers)
    {
        await using var connection = await RawConnection.OpenAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, host.Http2Port));
        (string, string)[] all = [(":method", "GET"), (":path", "/"), (":scheme", "http"), (":authority", "a"), .. headers];
        await connection.SendBytesAsync((byte[])
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(SettingsFrame, 0, stream: 0, []),
            .. Frame(HeadersFrame, EndStreamAndHeaders, stream: 1, [.. all.SelectMany(Literal)]),
        ]);

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
        [0, (byte)header.Name.Length, .. Encoding.ASCII.GetBytes(header.Name), (byte)header.Value.Length, .. Encoding.ASCII.GetBytes(header.Value)];
}
