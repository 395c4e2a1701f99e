using System.Globalization;
using System.Text;
using Gateway.Fuzzing.Engine;
using Gateway.Fuzzing.Wire;

namespace Gateway.Fuzzing.Responses;

/// <summary>What an app says in one response: mostly well formed, often not.</summary>
internal sealed record Reply(string? Status, IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<byte[]> Blocks)
{
    private static readonly string[] Statuses =
        ["200 OK", "200 OK", "200 OK", "201 Created", "204 No Content", "205 Reset Content", "206 Partial", "299 Froody", "301 Moved",
            "304 Not Modified", "400 Bad", "404 Not Found", "418 I'm a teapot", "500 Oh", "503 ~!@#$%^&*()", "599 x"];

    private static readonly string[] BadStatuses =
        ["", "200", "200 ", " 200 OK", "20 OK", "2000 OK", "200  OK", "200 OK ", "200\tOK", "99 x", "100 Continue", "101 Switching",
            "103 Early", "199 x", "600 x", "999 x", "abc def", "-20 OK", "٢٠٠ OK", "200 OK\r\nX-Injected: 1", "200 OK\n",
            "200 Café", "200 \0"];

    private static readonly string[] Names =
        ["Content-Type", "X-A", "X-A", "x-a", "Set-Cookie", "Set-Cookie", "Server", "Date", "ETag", "Location", "Vary", "!#$%&'*+-.^_`|~",
            "X_A", "Alt-Svc", "Cache-Control", "0"];

    private static readonly string[] BadNames =
        ["", " ", "X A", "X-A ", " X-A", "X:A", "X-A:", "X\r\nX-Injected", "X\n", "X\0", "é", "X(", "Connection", "keep-alive", "TE",
            "Trailer", "Trailers", "Transfer-Encoding", "transfer-encoding", "Upgrade", "Proxy-Authenticate", "Proxy-Authorization",
            "Proxy-Connection", "Status", "status"];

    private static readonly string[] Values =
        ["", "a", "a, b", " a ", "text/html; charset=utf-8", "a=b; Path=/", "\"q\"", "~", "W/\"1\"", "http://a/b?c#d"];

    private static readonly string[] BadValues =
        ["a\r\nX-Injected: 1", "a\nb", "a\rb", "a\0b", "\t", "a\u007f", "é", "Ā", "\u010d\u010a", "\ud83d\ude00", "\ud800",
            "a\r\n\r\n<html>", "\u0085", "\u2028"];

    private static readonly string[] Lengths = ["0", "1", "5", "100", "000", "007", "99999", "9223372036854775807"];

    private static readonly string[] BadLengths =
        ["", " 5", "5 ", "+5", "-5", "5,5", "0x5", "5.0", "1e1", "abc", "9223372036854775808", "99999999999999999999", "٥", "5\0", "5\r\n"];

    private static readonly HashSet<string> Refused = new(
        ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "trailers",
            "transfer-encoding", "upgrade", "status"], StringComparer.OrdinalIgnoreCase);

    public byte[] Content => [.. Blocks.SelectMany(block => block)];

    /// <summary>What the contract says of this head, written down apart from the validator.</summary>
    public bool IsValid =>
        Status is not null && WireGrammar.Status().IsMatch(Status)
        && Headers.All(
            header => header is { Name: not null, Value: not null } && WireGrammar.Token().IsMatch(header.Name)
                && !Refused.Contains(header.Name) && WireGrammar.Printable().IsMatch(header.Value))
        && Headers.Count(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) <= 1
        && Headers.Where(IsLength).ToList() is { Count: <= 1 } lengths
        && lengths.All(
            length => length.Value.Length > 0 && length.Value.All(char.IsAsciiDigit)
                && long.TryParse(length.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    public long? Length =>
        Headers.Where(IsLength).Select(header => (long?)long.Parse(header.Value, CultureInfo.InvariantCulture)).SingleOrDefault();

    public static Reply Create(Random random)
    {
        var hostility = random.Pick([0, 0, 10, 30]);
        var status = Text(Statuses, BadStatuses);
        var headers = Enumerable.Range(0, random.Next(6)).Select(_ => (Text(Names, BadNames)!, Text(Values, BadValues)!)).ToList();
        var blocks = Enumerable.Range(0, random.Next(5)).Select(_ => Block(random)).ToList();
        for (var count = random.Chance(40) ? 1 : random.Chance(hostility) ? 2 : 0; count > 0; count--)
        {
            var length = random.Chance(60) ? $"{blocks.Sum(block => block.Length)}" : Text(Lengths, BadLengths)!;
            headers.Insert(random.Next(headers.Count + 1), (random.Pick(["Content-Length", "content-LENGTH"]), length));
        }

        return new Reply(status, headers, blocks);

        string? Text(string[] good, string[] bad)
        {
            if (!random.Chance(hostility))
                return random.Pick(good);
            return random.Next(10) switch { 0 => null, < 5 => random.Pick(bad),
                _ => TextMutator.Mutate(random.Pick(random.Chance(70) ? good : bad), random) };
        }
    }

    public override string ToString() =>
        $"{Escaping.Escape(Status)} "
            + string.Join(", ", Headers.Select(header => $"({Escaping.Escape(header.Name)}, {Escaping.Escape(header.Value)})"))
            + $" blocks: {string.Join(", ", Blocks.Select(block => block.Length))}";

    public static bool IsLength((string Name, string Value) header) =>
        string.Equals(header.Name, "Content-Length", StringComparison.OrdinalIgnoreCase);

    // What looks like a response, a chunk or a line end, so that a framing error shows.
    private static byte[] Block(Random random) => random.Next(6) switch
    {
        0 => [],
        1 => "0\r\n\r\n"u8.ToArray(),
        2 => "HTTP/1.1 200 OK\r\nX-Injected: 1\r\n\r\n"u8.ToArray(),
        3 => "\r\n"u8.ToArray(),
        4 => Encoding.Latin1.GetBytes(new string('x', random.Next(1, 9000))),
        _ => [(byte)random.Next(256)],
    };
}
