using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Wire;

/// <summary>A position in what was received; a character is a byte.</summary>
internal sealed class WireReader(string text)
{
    private int _position;

    public bool IsAtEnd => _position == text.Length;

    public bool Skip(string expected)
    {
        if (!text.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal))
            return false;
        _position += expected.Length;
        return true;
    }

    /// <summary>One line; CRLF ends it and nothing else does.</summary>
    public string Line()
    {
        var end = text.IndexOf("\r\n", _position, StringComparison.Ordinal);
        if (end < 0)
            throw new WireViolation($"a line without an end: {Escaping.Escape(text[_position..])}");
        var line = text[_position..end];
        _position = end + 2;
        return line;
    }

    public (string Text, bool IsWhole) UpTo(long count)
    {
        var taken = (int)Math.Min(count, text.Length - _position);
        _position += taken;
        return (text.Substring(_position - taken, taken), taken == count);
    }
}
