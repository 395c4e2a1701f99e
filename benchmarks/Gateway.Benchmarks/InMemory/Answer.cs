using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.InMemory;

/// <summary>An HTTP/1.1 response in ASCII, as much of HTTP as a benchmark needs.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">The body, chunks joined.</param>
internal sealed record Answer(int Status, string Head, string Body)
{
    /// <summary>The response, or null while it is not whole.</summary>
    public static Answer? TryParse(string text)
    {
        var headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (headEnd < 0)
            return null;
        var head = text[..headEnd];
        var rest = text[(headEnd + 4)..];
        var body = Field(head, "Transfer-Encoding") == "chunked"
            ? Dechunk(rest) : Cut(rest, int.Parse(Field(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture));
        return body is null ? null : new Answer(int.Parse(head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture), head, body);
    }

    private static string? Field(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static string? Cut(string rest, int length) => rest.Length < length ? null : rest[..length];

    private static string? Dechunk(string rest)
    {
        var body = new StringBuilder();
        while (true)
        {
            var lineEnd = rest.IndexOf("\r\n", StringComparison.Ordinal);
            if (lineEnd < 0)
                return null;
            var length = int.Parse(rest.AsSpan(0, lineEnd), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (rest.Length < lineEnd + 2 + length + 2)
                return null;
            if (length == 0)
                return body.ToString();
            body.Append(rest, lineEnd + 2, length);
            rest = rest[(lineEnd + 2 + length + 2)..];
        }
    }
}
