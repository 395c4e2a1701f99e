namespace Gateway.Toolkit;

/// <summary><c>PATH_INFO</c> is decoded but for <c>%2F</c>, which is no segment border; a value that a handler gets has the slash.</summary>
internal static class EncodedSlash
{
    public const string Text = "%2F";

    public static string Decode(string text) => text.Contains('%') ? text.Replace(Text, "/", StringComparison.OrdinalIgnoreCase) : text;

    public static int DecodedLength(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        if (!text.Contains('%'))
            return length;
        for (var rest = text; rest.IndexOf(Text, StringComparison.OrdinalIgnoreCase) is >= 0 and var index; rest = rest[(index + Text.Length)..])
            length -= Text.Length - 1;
        return length;
    }
}
