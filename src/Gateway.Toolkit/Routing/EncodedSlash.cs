namespace Gateway.Toolkit;

/// <summary><c>PATH_INFO</c> is decoded but for <c>%2F</c>, which is no segment border; a value that a handler gets has the
/// slash.</summary>
internal static class EncodedSlash
{
    public const string Text = "%2F";

    public static string Decode(string text) => text.Contains('%') ? text.Replace(Text, "/", StringComparison.OrdinalIgnoreCase) : text;

    /// <summary>Decodes without a string of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="decoded">Takes the result; as long as the text.</param>
    /// <returns>How many characters it takes.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<char> decoded)
    {
        var count = 0;
        for (var index = 0; index < text.Length; count++)
        {
            var isSlash = text[index..].StartsWith(Text, StringComparison.OrdinalIgnoreCase);
            decoded[count] = isSlash ? '/' : text[index];
            index += isSlash ? Text.Length : 1;
        }

        return count;
    }
}
