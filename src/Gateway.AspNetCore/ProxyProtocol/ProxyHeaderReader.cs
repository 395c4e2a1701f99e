using System.Buffers;

namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>Finds a PROXY header in the first bytes of a connection (haproxy.org, "The PROXY protocol", versions 1 and 2).</summary>
internal static class ProxyHeaderReader
{
    // v1: the longest line, with its end. v2: the fixed part, and what may follow it: addresses and extensions.
    private const int MaxLine = 107;
    private const int FixedLength = 16;
    private const int MaxRest = 2048;

    private static ReadOnlySpan<byte> Line => "PROXY "u8;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Parses the header at the beginning of a buffer.</summary>
    /// <param name="buffer">The bytes received so far.</param>
    /// <param name="header">The header.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>False if more bytes are needed.</returns>
    /// <exception cref="ProxyHeaderException">It is not a header. This is known as early as possible.</exception>
    public static bool TryRead(ReadOnlySequence<byte> buffer, out ProxyHeader header, out SequencePosition end)
    {
        Span<byte> bytes = stackalloc byte[FixedLength + MaxRest];
        var length = (int)Math.Min(buffer.Length, bytes.Length);
        bytes = bytes[..length];
        buffer.Slice(0, length).CopyTo(bytes);

        header = default;
        var used = 0;
        if (!bytes.IsEmpty)
            used = bytes[0] == Line[0] ? ReadLine(bytes, out header) : ReadBinary(bytes, out header);
        end = buffer.GetPosition(used);
        return used > 0;
    }

    // Returns the number of bytes it takes; 0 if more are needed.
    private static int ReadLine(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        if (!StartsAlike(bytes, Line))
            throw new ProxyHeaderException("it does not begin with a PROXY header");
        var lineEnd = bytes[..Math.Min(bytes.Length, MaxLine)].IndexOf("\r\n"u8);
        if (lineEnd < 0)
            return bytes.Length < MaxLine ? 0 : throw new ProxyHeaderException($"the line is longer than {MaxLine} bytes");
        header = ProxyLine.Parse(bytes[Line.Length..lineEnd]);
        return lineEnd + 2;
    }

    private static int ReadBinary(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        if (!StartsAlike(bytes, Signature))
            throw new ProxyHeaderException("it does not begin with a PROXY header");
        if (bytes.Length < FixedLength)
            return 0;
        var rest = (bytes[14] << 8) | bytes[15];
        if (rest > MaxRest)
            throw new ProxyHeaderException($"it states {rest} bytes of addresses and extensions, which is more than {MaxRest}");
        if (bytes.Length < FixedLength + rest)
            return 0;
        header = ProxyBinary.Parse(bytes[12], bytes[13], bytes.Slice(FixedLength, rest));
        return FixedLength + rest;
    }

    private static bool StartsAlike(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        var length = Math.Min(bytes.Length, expected.Length);
        return bytes[..length].SequenceEqual(expected[..length]);
    }
}
