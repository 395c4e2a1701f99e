using System.Globalization;
using System.Text.Unicode;

namespace Gateway.Toolkit;

/// <summary>Whether percent-encoding (RFC 3986, 2.1) can be decoded. The decoders of the framework let pass what cannot.</summary>
internal static class PercentCoding
{
    private const int TripletLength = 3;

    /// <summary>Whether each percent sign begins an octet, and the octets are UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> encoded)
    {
        for (int percent; (percent = encoded.IndexOf('%')) >= 0;)
        {
            encoded = encoded[percent..];
            if (!TryReadOctets(encoded, out var length))
                return false;
            encoded = encoded[length..];
        }

        return true;
    }

    /// <summary>Reads triplets as long as they come without anything between: a character's octets stand together.</summary>
    private static bool TryReadOctets(ReadOnlySpan<char> encoded, out int length)
    {
        // A character has at most four octets, so a long run is looked at in pieces that end where a character does.
        Span<byte> octets = stackalloc byte[256];
        var count = 0;
        for (length = 0; length < encoded.Length && encoded[length] == '%'; length += TripletLength)
        {
            if (encoded.Length - length < TripletLength
                || !byte.TryParse(
                    encoded.Slice(length + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                return false;
            if (count >= octets.Length - 4 && (octet & 0xC0) != 0x80)
            {
                if (!Utf8.IsValid(octets[..count]))
                    return false;
                count = 0;
            }

            if (count == octets.Length)
                return false;
            octets[count++] = octet;
        }

        return Utf8.IsValid(octets[..count]);
    }
}
