using System.Buffers;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>Makes a URI reference fit for a header: what may not stand in a URI (RFC 3986, 2) is percent-encoded, the rest stays as it
/// is.</summary>
internal static class LocationEncoding
{
    private static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    public static string Encode(string location)
    {
        if (!location.AsSpan().ContainsAnyExcept(UriCharacters))
            return location;

        // A host name is not percent-encoded but written in ASCII (RFC 3986, 3.2.2; RFC 5891).
        if (!Ascii.IsValid(location)
            && location.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(location, UriKind.Absolute, out var url))
            location = new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri;

        var encoded = new StringBuilder(location.Length + 16);
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in location.EnumerateRunes())
        {
            if (rune.IsAscii && UriCharacters.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                encoded.Append('%').Append(octet.ToString("X2", null));
        }

        return encoded.ToString();
    }
}
