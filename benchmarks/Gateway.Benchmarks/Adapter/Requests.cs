using System.Text;

namespace Gateway.Benchmarks.Adapter;

/// <summary>The requests that are sent.</summary>
internal static class Requests
{
    /// <summary>With three headers.</summary>
    public static readonly byte[] Get = Build("GET / HTTP/1.1", "Host: localhost", "User-Agent: benchmark", "Accept: */*");

    /// <summary>For something that has an id.</summary>
    public static readonly byte[] Order = Build("GET /orders/1042 HTTP/1.1", "Host: localhost", "User-Agent: benchmark", "Accept: */*");

    /// <summary>With twelve headers, as a browser sends them.</summary>
    public static readonly byte[] Browser = Build(
        "GET / HTTP/1.1",
        "Host: localhost",
        "Connection: keep-alive",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding: gzip, deflate, br",
        "Accept-Language: en-GB,en;q=0.9",
        "Cookie: session=0123456789abcdef; theme=dark",
        "Referer: http://localhost/articles",
        "Upgrade-Insecure-Requests: 1",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Site: same-origin",
        "Cache-Control: max-age=0");

    /// <summary>With a body of 10 KiB.</summary>
    public static readonly byte[] Upload =
        [.. Build("POST / HTTP/1.1", "Host: localhost", "Content-Type: application/octet-stream", "Content-Length: 10240"),
            .. new byte[10240]];

    private static byte[] Build(params string[] lines) => Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
}
