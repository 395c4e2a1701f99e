using System.Buffers;
using System.Text;

namespace Gateway.Toolkit.Routing;

/// <summary>What no path has that somebody typed or a program made: it matches nothing and cannot be put into a URL.</summary>
internal static class PathText
{
    public static bool HasControlCharacter(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\u001F') || text.Contains('\u007F');

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
