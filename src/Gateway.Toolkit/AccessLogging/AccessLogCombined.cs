using System.Globalization;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>Apache's combined format: <c>%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"</c>.</summary>
internal static class AccessLogCombined
{
    public static string Format(AccessLogEntry entry)
    {
        var line = new StringBuilder(256);
        Append(line, entry.RemoteAddr ?? "-", ' ');
        line.Append(" - ");
        Append(line, entry.RemoteUser is { Length: > 0 } user ? user : "-", ' ');
        line.Append(CultureInfo.InvariantCulture, $" [{entry.Time:dd'/'MMM'/'yyyy':'HH':'mm':'ss} {Offset(entry.Time.Offset)}] \"");
        Append(line, entry.Method, '"');
        line.Append(' ');
        Append(line, entry.Target, '"');
        line.Append(' ');
        Append(line, entry.Protocol, '"');
        line.Append(CultureInfo.InvariantCulture, $"\" {entry.Status} ");
        line.Append(entry.Bytes == 0 ? "-" : entry.Bytes.ToString(CultureInfo.InvariantCulture));
        AppendQuoted(line, entry.Referer);
        AppendQuoted(line, entry.UserAgent);
        return line.ToString();
    }

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);

    private static void AppendQuoted(StringBuilder line, string? text)
    {
        line.Append(" \"");
        Append(line, text ?? "-", '"');
        line.Append('"');
    }

    /// <summary>Escapes as Apache does: the delimiter and the backslash with a backslash, what is not printable ASCII octet by octet.</summary>
    private static void Append(StringBuilder line, string text, char delimiter)
    {
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\\' or '"')
            {
                line.Append('\\').Append((char)rune.Value);
            }
            else if (rune.Value is >= ' ' and <= '~' && rune.Value != delimiter)
            {
                line.Append((char)rune.Value);
            }
            else
            {
                foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                    line.Append("\\x").Append(octet.ToString("x2", CultureInfo.InvariantCulture));
            }
        }
    }
}
