using System.Collections.ObjectModel;

namespace Gateway.Toolkit;

/// <summary>Reads the Cookie header (RFC 6265, 5.4). Any app of the host may have set a cookie: a pair that cannot be read is left
/// out.</summary>
internal static class CookieReader
{
    public static IReadOnlyDictionary<string, string> Read(string header, RequestLimits limits)
    {
        if (header.Length == 0)
            return ReadOnlyDictionary<string, string>.Empty;
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var range in header.AsSpan().Split(';'))
        {
            if (!TryRead(header.AsSpan(range), out var name, out var value))
                continue;
            if (++count > limits.MaxCookies)
                throw new BadRequestException($"The request has more than {limits.MaxCookies} cookies.");
            // The first is the one for the longest path (RFC 6265, 5.4).
            if (!cookies.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name))
                cookies.Add(name.ToString(), Decode(value.ToString()));
        }

        return cookies;
    }

    /// <summary>The value of one cookie as it was sent; null if there is none.</summary>
    public static string? Find(string? header, string name)
    {
        foreach (var range in header.AsSpan().Split(';'))
        {
            if (TryRead(header.AsSpan(range), out var found, out var value) && found.SequenceEqual(name))
                return value.ToString();
        }

        return null;
    }

    // A pair without a name is never read: a browser sends "=__Host-a=1" for a cookie without a name, and that is not the cookie __Host-a.
    private static bool TryRead(ReadOnlySpan<char> pair, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        var equals = pair.IndexOf('=');
        if (equals < 0)
            return false;
        name = pair[..equals].Trim(" \t");
        value = pair[(equals + 1)..].Trim(" \t");
        if (value is ['"', .., '"'])
            value = value[1..^1];
        return !name.IsEmpty && !name.ContainsAnyExcept(ForwardedParser.TokenCharacters) && !PathText.HasControlCharacter(value);
    }

    // Percent-encoding is this app's own: another's cookie may hold a '%' that means nothing.
    private static string Decode(string value) =>
        value.Contains('%') && PercentCoding.IsWellFormed(value) ? Uri.UnescapeDataString(value) : value;
}
