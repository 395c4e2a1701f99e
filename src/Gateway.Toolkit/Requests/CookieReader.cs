using System.Collections.ObjectModel;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Reads the Cookie header (RFC 6265, 4.2).</summary>
internal static class CookieReader
{
    public static IReadOnlyDictionary<string, string> Read(string header, RequestLimits limits)
    {
        if (header.Length == 0)
            return ReadOnlyDictionary<string, string>.Empty;
        if (!CookieHeaderValue.TryParseStrictList([header], out var list))
            throw new BadRequestException("The header Cookie is malformed (RFC 6265, 4.2.1).");
        if (list.Count > limits.MaxCookies)
            throw new BadRequestException($"The request has more than {limits.MaxCookies} cookies.");

        var cookies = new Dictionary<string, string>(list.Count, StringComparer.Ordinal);
        foreach (var cookie in list)
        {
            // The first is the one for the longest path (RFC 6265, 5.4). Percent-encoding is this app's own: another's cookie may hold a '%' that means nothing.
            var value = HeaderUtilities.RemoveQuotes(cookie.Value).ToString();
            cookies.TryAdd(cookie.Name.ToString(), value.Contains('%') && PercentCoding.IsWellFormed(value) ? Uri.UnescapeDataString(value) : value);
        }

        return cookies;
    }
}
