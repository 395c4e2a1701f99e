using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>A part of a representation (RFC 9110, 14.1.2).</summary>
/// <param name="From">The position of its first byte.</param>
/// <param name="To">The position of its last byte.</param>
internal readonly record struct ByteRange(long From, long To)
{
    /// <summary>The most ranges that one request may ask for. More are refused (RFC 9110, 14.2 and 17.15).</summary>
    public const int MaxCount = 32;

    public long Length => To - From + 1;

    /// <summary>The parts to send.</summary>
    /// <param name="header">The Range header.</param>
    /// <param name="length">The length of the whole in bytes, not 0.</param>
    /// <returns>The parts, none of which overlap; none if nothing can be sent; null if the header is to be ignored.</returns>
    /// <exception cref="BadRequestException">The header is malformed.</exception>
    public static IReadOnlyList<ByteRange>? Select(string header, long length)
    {
        if (!RangeReading.TryParse(header, out var parsed))
        {
            // RFC 9110, 14.2: a unit that is not known is ignored, whatever its ranges look like.
            return header.AsSpan().TrimStart().StartsWith("bytes", StringComparison.OrdinalIgnoreCase)
                ? throw new BadRequestException("The Range header is malformed (RFC 9110, 14.2).")
                : null;
        }

        if (!parsed!.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
            return null;
        if (parsed.Ranges.Count > MaxCount)
            return [];

        var ranges = new List<ByteRange>(parsed.Ranges.Count);
        foreach (var range in parsed.Ranges)
        {
            if (Resolve(range, length) is { } satisfiable)
                Merge(ranges, satisfiable);
        }

        return ranges;
    }

    private static ByteRange? Resolve(RangeItemHeaderValue range, long length)
    {
        if (range.From is not { } from)
            return range.To is > 0 and var suffix ? new(Math.Max(0, length - suffix), length - 1) : null;
        return from < length ? new(from, Math.Min(range.To ?? long.MaxValue, length - 1)) : null;
    }

    /// <summary>Adds a range in the place of those that it touches, so that no byte is sent twice (RFC 9110, 15.3.7.2). The order is the
    /// client's otherwise.</summary>
    private static void Merge(List<ByteRange> ranges, ByteRange range)
    {
        var place = ranges.Count;
        for (var index = ranges.Count - 1; index >= 0; index--)
        {
            var other = ranges[index];
            if (range.From > other.To + 1 || other.From > range.To + 1)
                continue;
            range = new(Math.Min(range.From, other.From), Math.Max(range.To, other.To));
            ranges.RemoveAt(index);
            place = index;
        }

        ranges.Insert(place, range);
    }
}
