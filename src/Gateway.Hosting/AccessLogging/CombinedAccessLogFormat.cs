using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Hosting;

/// <summary>Apache's combined format: <c>%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"</c>.</summary>
internal sealed class CombinedAccessLogFormat : AccessLogFormat
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create(
            [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(character => character is not ('"' or '\\'))]);

    // Cached, because requests of the same second have the same text.
    [ThreadStatic]
    private static (long Second, TimeSpan Offset, byte[] Text) s_time;

    public override void Format(in AccessLogEntry entry, IBufferWriter<byte> line)
    {
        Word(line, entry.RemoteAddr);
        line.Write(" - "u8);
        Word(line, entry.RemoteUser);
        line.Write(Time(entry.Time));
        Text(line, entry.Method);
        line.Write(" "u8);
        Text(line, entry.Target);
        line.Write(" "u8);
        Text(line, entry.Protocol);
        line.Write("\" "u8);
        Number(line, entry.Status);
        line.Write(" "u8);
        if (entry.Bytes is > 0 and var bytes)
            Number(line, bytes);
        else
            line.Write("-"u8);
        line.Write(" \""u8);
        Text(line, entry.Referer is { Length: > 0 } referer ? referer : "-");
        line.Write("\" \""u8);
        Text(line, entry.UserAgent is { Length: > 0 } agent ? agent : "-");
        line.Write("\""u8);
    }

    private static ReadOnlySpan<byte> Time(DateTimeOffset time)
    {
        var second = time.Ticks / TimeSpan.TicksPerSecond;
        if (s_time.Text is null || s_time.Second != second || s_time.Offset != time.Offset)
        {
            var sign = time.Offset < TimeSpan.Zero ? '-' : '+';
            var text = string.Create(CultureInfo.InvariantCulture, $" [{time:dd'/'MMM'/'yyyy':'HH':'mm':'ss} {sign}{time.Offset:hhmm}] \"");
            s_time = (second, time.Offset, Encoding.ASCII.GetBytes(text));
        }

        return s_time.Text;
    }

    private static void Number(IBufferWriter<byte> line, long number)
    {
        number.TryFormat(line.GetSpan(20), out var length, provider: CultureInfo.InvariantCulture);
        line.Advance(length);
    }

    // A field without quotes ends at a space.
    private static void Word(IBufferWriter<byte> line, string? text)
    {
        if (string.IsNullOrEmpty(text))
            line.Write("-"u8);
        else if (text.Contains(' ', StringComparison.Ordinal))
            Escape(line, text, ' ');
        else
            Text(line, text);
    }

    private static void Text(IBufferWriter<byte> line, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
            Escape(line, text, '"');
        else
            line.Advance(Encoding.ASCII.GetBytes(text, line.GetSpan(text.Length)));
    }

    /// <summary>Escapes as Apache does: the delimiter and the backslash with a backslash, everything but printable ASCII byte by
    /// byte.</summary>
    private static void Escape(IBufferWriter<byte> line, string text, char delimiter)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                line.Write([(byte)'\\', (byte)rune.Value]);
            else if (rune.Value is >= ' ' and <= '~' && rune.Value != delimiter)
                line.Write([(byte)rune.Value]);
            else
                Hexadecimal(line, bytes[..rune.EncodeToUtf8(bytes)]);
        }
    }

    private static void Hexadecimal(IBufferWriter<byte> line, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            line.Write("\\x"u8);
            value.TryFormat(line.GetSpan(2), out var length, "x2", CultureInfo.InvariantCulture);
            line.Advance(length);
        }
    }
}
