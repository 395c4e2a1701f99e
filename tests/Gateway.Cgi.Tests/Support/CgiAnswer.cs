using System.Text;

namespace Gateway.Cgi.Tests.Support;

/// <summary>What a CGI program wrote, as a web server understands it (RFC 3875, 6).</summary>
internal sealed record CgiAnswer(
    string Head, string Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Bytes, int ExitCode, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name == name).Value;

    public static CgiAnswer Parse(byte[] output, int exitCode, string errors)
    {
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return new(Encoding.Latin1.GetString(output), "", [], [], exitCode, errors);

        var head = Encoding.Latin1.GetString(output, 0, end);
        var lines = head.Split("\r\n").Select(line => line.Split(": ", 2)).ToList();
        lines[0][0].ShouldBe("Status", "the status comes first");
        return new(head, lines[0][1], [.. lines.Skip(1).Select(line => (line[0], line[1]))], output[(end + 4)..], exitCode, errors);
    }
}
