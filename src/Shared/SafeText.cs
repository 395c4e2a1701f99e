using System.Globalization;
using System.Text;

namespace Gateway;

/// <summary>Makes text from a client or an app safe for a log, a terminal and a message.</summary>
internal static class SafeText
{
    private const int MaxQuoted = 100;
    private const int MaxLength = 500;

    /// <summary>Whether a character can end a line, drive a terminal or change the direction of the text that follows.</summary>
    public static bool IsUnsafe(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>Escapes unsafe characters as <c>\u001b</c>, replaces unpaired surrogates, and cuts the text after 500 characters.</summary>
    public static string Escape(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateRunes())
        {
            if (rune.IsBmp)
                Append(line, (char)rune.Value);
            else
                line.Append(rune);
        }

        return line.ToString();
    }

    /// <summary>Appends a character, escaped as <c>\u001b</c> if it is unsafe.</summary>
    public static void Append(StringBuilder line, char character)
    {
        if (IsUnsafe(character))
            AppendCode(line, character);
        else
            line.Append(character);
    }

    /// <summary>Quotes text for a message: printable ASCII as it is, everything else as <c>\u00e9</c>, and only the first 100
    /// characters.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "null";

        var quoted = new StringBuilder("\"");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxQuoted)))
        {
            if (character is >= ' ' and <= '~')
                quoted.Append(character);
            else
                AppendCode(quoted, character);
        }

        quoted.Append('"');
        return text.Length <= MaxQuoted
            ? quoted.ToString()
            : quoted.Append(CultureInfo.InvariantCulture, $"... ({text.Length} characters)").ToString();
    }

    private static void AppendCode(StringBuilder line, char character) =>
        line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
