namespace Gateway.AspNetCore.Tests.WebSockets;

/// <summary>The upgrade of RFC 6455 in bytes, for what a proper client never does.</summary>
internal static class RawUpgrade
{
    /// <summary>A masked text frame with the payload "hi" (the mask is zero).</summary>
    public static readonly byte[] Hi = [0x81, 0x82, 0, 0, 0, 0, (byte)'h', (byte)'i'];

    /// <summary>The request without its final empty lines, so that headers may be added.</summary>
    public static string[] Request(string target, string method = "GET") =>
    [
        $"{method} {target} HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
}
