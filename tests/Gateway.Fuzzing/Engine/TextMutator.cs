namespace Gateway.Fuzzing.Engine;

/// <summary>Damages text: what an app might hand over.</summary>
internal static class TextMutator
{
    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\r\nX-Injected: 1", "\n\nbody", "\0", "\t", " ", "\u000b", "\u007f", "\u0085", "\u00a0", "\u00e9", "\u0100",
        "\u010d\u010a", "\u2028", "\ud800", "\udc00", "\ud83d\ude00", "\uff1a",
        ":", ";", ",", "=", "\"", "\\", "/", "?", "#", "@", "[", "]", "%", "%2F", "%0d%0a", "_", "-", ".", "0", "9", "٣", "+1", "-1",
        "a", "Z", "~",
    ];

    public static string Mutate(string text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(5) switch
            {
                0 => text[..at],
                1 => text[at..],
                2 when at < text.Length => text.Remove(at, 1),
                3 when at < text.Length => text.Remove(at, 1).Insert(at, random.Pick(Pieces)),
                _ => text.Insert(at, random.Pick(Pieces)),
            };
        }

        return text;
    }
}
