using System.Text;

namespace Gateway.Fuzzing.Engine;

/// <summary>The requests that mutation begins with: one per file, as it would be on the wire.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Requests { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.http").Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)];

    /// <summary>What breaks parsers, inserted anywhere.</summary>
    public static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "\r\n", "\n", "\r", "\r\n\r\n", "\0", "\t", " ", ":", ",", ";", "=", "\"", "%", "%2F", "%252F", "%2e%2e", "..", "../", "%00",
            "%0d%0a", "%c0%af", "%FF", "%ed%a0%80", "%C3%A9",
            "//", "\\", "?", "#", "@", "*", "[", "]", "_", "chunked", "Transfer-Encoding: chunked\r\n", "Content-Length: 0\r\n",
            "Content-Length: 5\r\n", "X-Content-Length: 1\r\n", "X_Content_Length: 1\r\n",
            "Host: b\r\n", "Host:\r\n", "Proxy: x\r\n", "Content_Type: x\r\n", "CONTENT-TYPE: x\r\n", "Connection: close\r\n",
            "Connection: keep-alive, x\r\n", "Expect: 100-continue\r\n", "Upgrade: websocket\r\n",
            "Cookie: c=d\r\n", "X-Forwarded-Host: evil\r\n", "HTTP/1.0", "HTTP/1.1", "HTTP/9.9", "http://", "https://u:p@h/", "GET ",
            "HEAD ", "POST ", "CONNECT ", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "0\r\n\r\n", "FFFFFFFFFFFFFFFF", "2147483648", "9223372036854775808", "-1", "+1", "0x10", "\u0085", "\u00a0", "\u2028",
            "\ufeff", "\ud83d\ude00", "\u007f", "\u001b[31m",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0x80], [0xed, 0xa0, 0x80],
        new byte[300], Encoding.ASCII.GetBytes(new string('a', 9000)), Encoding.ASCII.GetBytes(new string('a', 40_000)),
    ];
}
