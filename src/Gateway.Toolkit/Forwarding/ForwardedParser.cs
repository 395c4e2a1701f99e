using System.Buffers;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>The syntax of <c>Forwarded</c> (RFC 7239, 4): elements between commas, of pairs between semicolons. The framework has no
/// parser for it.</summary>
internal static class ForwardedParser
{
    // RFC 9110, 5.6.2.
    internal static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The elements, in the order they stand; names in any case, each once.</summary>
    /// <exception cref="FormatException">The header is malformed, anywhere.</exception>
    public static List<Dictionary<string, string>> Parse(string header)
    {
        var elements = new List<Dictionary<string, string>>();
        var rest = header.AsSpan();
        while (true)
        {
            rest = rest.TrimStart(" \t");
            // RFC 9110, 5.6.1.2: an empty element is passed over.
            if (!rest.IsEmpty && rest[0] != ',')
                elements.Add(Element(ref rest));
            rest = rest.TrimStart(" \t");
            if (rest.IsEmpty)
                return elements;
            if (rest[0] != ',')
                throw Malformed();
            rest = rest[1..];
        }
    }

    private static Dictionary<string, string> Element(ref ReadOnlySpan<char> rest)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            if (!rest.IsEmpty && rest[0] is not (';' or ','))
            {
                var name = Token(ref rest);
                if (rest.IsEmpty || rest[0] != '=')
                    throw Malformed();
                rest = rest[1..];
                // RFC 7239, 4: each parameter once per element.
                if (!pairs.TryAdd(name, !rest.IsEmpty && rest[0] == '"' ? Quoted(ref rest) : Token(ref rest)))
                    throw Malformed();
            }

            if (rest.IsEmpty || rest[0] != ';')
                return pairs;
            rest = rest[1..];
        }
    }

    private static string Token(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExcept(TokenCharacters);
        if (length < 0)
            length = rest.Length;
        if (length == 0)
            throw Malformed();
        var token = rest[..length].ToString();
        rest = rest[length..];
        return token;
    }

    /// <summary>RFC 9110, 5.6.4.</summary>
    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var text = new StringBuilder();
        for (var index = 1; index < rest.Length; index++)
        {
            var character = rest[index];
            if (character == '"')
            {
                rest = rest[(index + 1)..];
                return text.ToString();
            }

            if (character == '\\' && ++index < rest.Length)
                character = rest[index];
            text.Append(character);
        }

        throw Malformed();
    }

    private static FormatException Malformed() => new("The header Forwarded that came with the request is malformed (RFC 7239, 4).");
}
