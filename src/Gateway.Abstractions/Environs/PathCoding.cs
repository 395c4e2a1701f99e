using System.Buffers;
using System.Text;

namespace Gateway;

/// <summary>The percent-coding of <c>PATH_INFO</c>: everything is decoded once but <c>%2F</c>, which would pass for a segment
/// border.</summary>
internal static class PathCoding
{
    private const string EncodedSlash = "%2F";

    // RFC 3986, 3.3: pchar without percent-encoding, and the slash.
    private const string Unencoded = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Unencoded);
    private static readonly SearchValues<char> EncodedPathCharacters = SearchValues.Create(Unencoded + "%");

    /// <summary>Decodes a raw path as ASP.NET Core does: octets that are not UTF-8 stay encoded, and so does <c>%2F</c>, in the case it
    /// came in.</summary>
    public static string Decode(string rawPath)
    {
        if (!rawPath.Contains('%'))
            return rawPath;

        var decoded = new StringBuilder(rawPath.Length);
        var start = 0;
        for (int slash;
            (slash = rawPath.IndexOf(EncodedSlash, start, StringComparison.OrdinalIgnoreCase)) >= 0;
            start = slash + EncodedSlash.Length)
            decoded.Append(Uri.UnescapeDataString(rawPath.AsSpan(start, slash - start))).Append(rawPath, slash, EncodedSlash.Length);
        return decoded.Append(Uri.UnescapeDataString(rawPath.AsSpan(start))).ToString();
    }

    /// <summary>Whether a raw path can stand in a URL as it is.</summary>
    public static bool IsEncoded(string rawPath) => !rawPath.AsSpan().ContainsAnyExcept(EncodedPathCharacters);

    /// <summary>Encodes a decoded path; an <c>%2F</c> in it stays as it is.</summary>
    public static string Encode(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(PathCharacters))
            return path;

        var encoded = new StringBuilder(path.Length + 16);
        Span<byte> octets = stackalloc byte[4];
        for (var index = 0; index < path.Length;)
        {
            if (path.AsSpan(index).StartsWith(EncodedSlash, StringComparison.OrdinalIgnoreCase))
            {
                encoded.Append(path, index, EncodedSlash.Length);
                index += EncodedSlash.Length;
                continue;
            }

            if (PathCharacters.Contains(path[index]))
            {
                encoded.Append(path[index++]);
                continue;
            }

            Rune.DecodeFromUtf16(path.AsSpan(index), out var rune, out var consumed);
            index += consumed;
            foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                encoded.Append('%').Append(octet.ToString("X2", null));
        }

        return encoded.ToString();
    }
}
