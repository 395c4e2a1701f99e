using System.Text;

namespace Gateway.Fuzzing.Engine;

/// <summary>Damages raw requests.</summary>
internal static class Mutator
{
    private static readonly string[] ChunkSizes =
        ["0", "00", "1", "5;x", "5 ", " 5", "-1", "+5", "0x5", "g", "", "7FFFFFFF", "80000000", "FFFFFFFFFFFFFFFF", "5;a=\"\n\"",
            "000000000000000000005"];
    private static readonly string[] Percents =
        ["%2F", "%2f", "%252F", "%25", "%2E", "%2e%2e", "%5c", "%00", "%0d%0a", "%3f", "%23", "%c0%af", "%FF", "%C3", "%E2%82%AC",
            "%ed%a0%80", "%", "%2", "%zz"];

    /// <summary>A request of the corpus with up to three damages; one in three stays whole, so that those behind it are reached.</summary>
    public static byte[] Next(Random random)
    {
        var bytes = random.Pick(Corpus.Requests);
        for (var count = random.Chance(35) ? 0 : random.Next(1, 4); count > 0; count--)
            bytes = Mutate(bytes, random);
        return bytes;
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return random.Pick(Corpus.Requests);
        var at = random.Next(bytes.Length);
        return random.Next(12) switch
        {
            0 => Replace(bytes, at, 1, [(byte)(bytes[at] ^ (1 << random.Next(8)))]),
            1 => Replace(bytes, at, 1, [(byte)random.Next(256)]),
            2 => Replace(bytes, at, random.Next(1, 9), []),
            3 => Replace(bytes, at, 0, bytes[at..Math.Min(bytes.Length, at + random.Next(1, 40))]),
            4 or 5 => Replace(bytes, at, 0, random.Pick(Corpus.Tokens)),
            6 => Splice(bytes, at, random),
            7 => DuplicateLine(bytes, random),
            8 => random.Chance(30) ? bytes[..at] : Replace(bytes, at, 1, []),
            9 => DamageChunk(bytes, random),
            10 => DamageTarget(bytes, random),
            _ => SwapLines(bytes, random),
        };
    }

    private static byte[] Replace(byte[] bytes, int at, int count, byte[] replacement) =>
        [.. bytes.AsSpan(0, at), .. replacement, .. bytes.AsSpan(Math.Min(bytes.Length, at + count))];

    private static byte[] Splice(byte[] bytes, int at, Random random)
    {
        var other = random.Pick(Corpus.Requests);
        return [.. bytes.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length))];
    }

    private static byte[] DuplicateLine(byte[] bytes, Random random)
    {
        var lines = Lines(bytes);
        var line = random.Next(lines.Count);
        lines.Insert(random.Next(lines.Count), random.Chance(50) ? lines[line] : lines[line].Replace('-', '_'));
        return Join(lines);
    }

    private static byte[] SwapLines(byte[] bytes, Random random)
    {
        var lines = Lines(bytes);
        var (first, second) = (random.Next(lines.Count), random.Next(lines.Count));
        (lines[first], lines[second]) = (lines[second], lines[first]);
        return Join(lines);
    }

    // The sizes of chunks are lines of hexadecimal digits after the head.
    private static byte[] DamageChunk(byte[] bytes, Random random)
    {
        var lines = Lines(bytes);
        var sizes = Enumerable.Range(0, lines.Count)
            .Where(index => lines[index].Length is > 0 and < 18 && lines[index].All(char.IsAsciiHexDigit)).ToList();
        if (sizes.Count == 0)
            return bytes;
        lines[random.Pick(sizes)] = random.Pick(ChunkSizes);
        return Join(lines);
    }

    private static byte[] DamageTarget(byte[] bytes, Random random)
    {
        var start = Array.IndexOf(bytes, (byte)' ') + 1;
        var end = start == 0 ? -1 : Array.IndexOf(bytes, (byte)' ', start);
        if (end < 0)
            return bytes;
        var at = random.Next(start, end + 1);
        return random.Chance(50) || at == end
            ? Replace(bytes, at, 0, Encoding.ASCII.GetBytes(random.Pick(Percents)))
            : Replace(bytes, at, 1, Encoding.ASCII.GetBytes($"%{bytes[at]:X2}"));
    }

    private static List<string> Lines(byte[] bytes) => [.. Encoding.Latin1.GetString(bytes).Split("\r\n")];

    private static byte[] Join(List<string> lines) => Encoding.Latin1.GetBytes(string.Join("\r\n", lines));
}
