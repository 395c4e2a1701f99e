using System.Text;
using Gateway.Testing;

namespace Gateway.Tool.Checking;

/// <summary>A request that any app should be able to answer, whatever it answers.</summary>
internal sealed record CheckRequest(string Title, GatewayRequest Request)
{
    /// <summary>The requests every app is checked with, and a GET of each further target.</summary>
    public static IEnumerable<CheckRequest> All(IEnumerable<string> targets) =>
    [
        new("GET /", new("GET", "/")),
        new("HEAD /", new("HEAD", "/")),
        new("OPTIONS /", new("OPTIONS", "/")),
        new("OPTIONS *", new("OPTIONS", "*")),
        new("a path that nobody has", new("GET", "/gateway-check/no-such-path")),
        new("a method that nobody has", new("CHECK", "/")),
        new("a query without names", new("GET", "/?&&=&a&b=&=c&%3D%26")),
        new("a query in broken encoding", new("GET", "/?a=%zz&b=%ff")),
        new("a path in Unicode", new("GET", "/caf%C3%A9/%E6%97%A5%E6%9C%AC")),
        new("an encoded slash", new("GET", "/a%2Fb")),
        new("empty segments", new("GET", "//a//")),
        new("a long path", new("GET", "/" + new string('a', 4000))),
        new(
            "every kind of header",
            new("GET", "/") { Headers = [("Accept", "*/*;q=0.1, text/html"), ("Accept", "application/json"), ("Cookie", "a=1; b=\"2; c"),
                ("X-Empty", ""), ("Range", "bytes=0-0"), ("If-None-Match", "*")] }),
        new("POST / without a body", new("POST", "/")),
        Post("a form", "application/x-www-form-urlencoded", "a=1&b=%C3%A9&c="),
        Post("a broken form", "multipart/form-data; boundary=gateway", "--gateway\r\nContent-Disposition: form-data"),
        Post("JSON", "application/json", """{"title": "check", "content": "Ünïcode"}"""),
        Post("malformed JSON", "application/json", """{"title": """),
        Post("bytes that are no text", "text/plain; charset=utf-8", "\u00ff\u00fe", Encoding.Latin1),
        Post("an unknown media type", "gateway/check", "?"),
        Chunked("a chunked body", "application/json", """{"title": "check"}"""),
        Chunked("a chunked body without content", "application/octet-stream", ""),
        new("PUT /", new("PUT", "/") { Headers = [("Content-Type", "text/plain")], Content = "check"u8.ToArray() }),
        new("DELETE /", new("DELETE", "/")),
        .. targets.Select(target => new CheckRequest($"GET {target}", new("GET", target))),
    ];

    private static CheckRequest Post(string title, string contentType, string body, Encoding? encoding = null) =>
        new(
            $"POST / with {title}",
            new("POST", "/") { Headers = [("Content-Type", contentType)], Content = (encoding ?? Encoding.UTF8).GetBytes(body) });

    private static CheckRequest Chunked(string title, string contentType, string body) =>
        new(
            $"POST / with {title}",
            new("POST", "/") { Headers = [("Content-Type", contentType)], ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body)) });
}
