using System.Text;
using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Environs;

/// <summary>A request that a server lets through, with everything in it that can be said in two ways.</summary>
internal sealed record RequestHead(string Text, IReadOnlyList<(string Name, string Value)> Headers)
{
    private static readonly string[] Methods = ["GET", "GET", "get", "POST", "M-SEARCH", "DELETE", "HEAD", "!#$%"];
    private static readonly string[] PathPieces =
        ["/", "/", "/app", "/App/", "a", "%41", "%2F", "%2f", "%252F", "%25", "%2e", ".", "..", "%20", "%09", "%0d%0a", "%1b", "%c3%a9",
            "%E2%82%AC", "%FF", "%c0%af", "%ed%a0%80", "\\", ";", ":", "@", "~", "//", "%zz", "%"];
    private static readonly string[] QueryPieces = ["?", "&", "=", "a", "%2F", "%00", "+", "/", "@", "%FF", "://", "#"];
    private static readonly string[] Names =
        ["X-A", "X_A", "x-a", "X-Auth-User", "X_Auth-User", "X.Auth.User", "Cookie", "cookie", "Proxy", "PROXY", "Content_Type",
            "Content_Length", "X-Content-Length", "Script-Name", "Path-Info", "Remote-User", "X-", "-", "_", "0", "Wsgi.Input", "Http-Host",
            "Accept", "User-Agent"];
    private static readonly string[] Values =
        ["", "a", "a,b", "a; b=c", "caf\u00e9", "\u20ac", "\ud83d\ude00", "a\tb", "\u00a0", "\u2028", "\u0085", "\u0001", "\u007f",
            "=?utf-8?q?x?=", "%0d%0a", "\"", "\\", "1", "http://evil"];

    public static RequestHead Create(Random random)
    {
        var target = (random.Chance(50) ? "/app/" : "/") + Text(PathPieces, 8) + (random.Chance(50) ? "?" + Text(QueryPieces, 6) : "");
        if (random.Chance(20))
            target = (random.Chance(50) ? "http://user:pw@a" : "http://a") + target;

        var headers = Enumerable.Range(0, random.Next(8)).Select(_ => (Name: random.Pick(Names), Value: Text(Values, 3))).ToList();
        var lines = new List<string> { $"{random.Pick(Methods)} {target} HTTP/1.{(random.Chance(80) ? 1 : 0)}", "Host: a" };
        lines.AddRange(headers.Select(header => $"{header.Name}: {header.Value}"));
        lines.Add(random.Next(4) switch { 0 => "Content-Length: 0", 1 => "Transfer-Encoding: chunked", _ => "X-End: 1" });
        return new RequestHead(string.Join("\r\n", [.. lines, "", lines[^1].StartsWith('T') ? "0\r\n\r\n" : ""]), headers);

        string Text(string[] pieces, int most) => string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => random.Pick(pieces)));
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Text);

    /// <summary>What the environ owes to the headers, where odd names are dropped: every name its own key, repeats joined.</summary>
    public IEnumerable<(string Key, string Value)> Expected() =>
        from header in Headers
        where header.Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            && !header.Name.Equals("Proxy", StringComparison.OrdinalIgnoreCase)
        group header.Value.Trim(' ', '\t') by "HTTP_" + header.Name.ToUpperInvariant().Replace('-', '_') into repeats
        where repeats.Key != "HTTP_X_CONTENT_LENGTH"
        select (repeats.Key, string.Join(repeats.Key == "HTTP_COOKIE" ? "; " : ",", repeats));
}
