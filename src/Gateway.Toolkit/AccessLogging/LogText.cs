using System.Text;

namespace Gateway.Toolkit;

/// <summary>Text of a client's, made fit for one line of a log.</summary>
internal static class LogText
{
    public static string Escape(string text)
    {
        const int MaxLength = 500;
        var shown = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029')
                shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                shown.Append(character);
        }

        return shown.ToString();
    }
}
