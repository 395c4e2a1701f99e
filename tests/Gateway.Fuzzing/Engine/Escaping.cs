using System.Text;

namespace Gateway.Fuzzing.Engine;

/// <summary>Bytes and text as a C# literal would write them, to be read and copied.</summary>
internal static class Escaping
{
    public static string Escape(ReadOnlySpan<byte> bytes) => Escape(Encoding.Latin1.GetString(bytes));

    public static string Escape(string? text)
    {
        if (text is null)
            return "null";
        var escaped = new StringBuilder(text.Length + 16).Append('"');
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '\t' => "\\t",
                '"' => "\\\"",
                '\\' => "\\\\",
                >= ' ' and <= '~' => character.ToString(),
                _ => $"\\u{(int)character:x4}",
            });
        }

        return escaped.Append('"').ToString();
    }
}
