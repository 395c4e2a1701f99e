using System.Buffers;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>Recognises text that no ordinary path holds: it matches no route and cannot be put into a URL.</summary>
internal static class PathText
{
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code), '\u007F']);

    public static bool HasControlCharacter(ReadOnlySpan<char> text) => text.ContainsAny(ControlCharacters);

    public static bool IsUnclean(ReadOnlySpan<char> text)
    {
        if (HasControlCharacter(text))
            return true;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
                return true;
            text = text[consumed..];
        }

        return false;
    }
}
