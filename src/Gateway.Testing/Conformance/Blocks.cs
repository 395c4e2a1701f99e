using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>Bodies made of ordinary blocks, so that no case depends on a host's fast paths for <see cref="Body"/>.</summary>
internal static class Blocks
{
    public static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    public static ReadOnlyMemory<byte> Of(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A lazy sequence: neither its number nor its length is known beforehand.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lazily(params string[] texts)
    {
        foreach (var text in texts)
            yield return Of(text);
    }

    /// <summary>A body that never ends by itself.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Endlessly(int size = 1024)
    {
        var block = new byte[size];
        Array.Fill(block, (byte)'x');
        while (true)
            yield return block;
    }

    /// <summary>These blocks, then a failure.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ThenFail(params string[] texts)
    {
        foreach (var text in texts)
            yield return Of(text);
        throw new DeliberateException();
    }
}
