using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Gateway;

/// <summary>Header names to environ keys and back. Common names cost a look-up; no string is built for them per request.</summary>
internal static class HeaderKeyMap
{
    // Names come from clients: without a bound, a client could grow the cache for ever.
    private const int MaxCachedKeys = 1024;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly string[] CommonHeaders =
    [
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Access-Control-Request-Headers",
        "Access-Control-Request-Method", "Authorization", "Cache-Control", "Connection", "Cookie", "Correlation-Context",
        "Date", "DNT", "Expect", "Forwarded", "From", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
        "If-Unmodified-Since", "Keep-Alive", "Max-Forwards", "Origin", "Pragma", "Prefer", "Priority", "Proxy-Authorization",
        "Proxy-Connection", "Range", "Referer", "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest",
        "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Sec-WebSocket-Extensions", "Sec-WebSocket-Key",
        "Sec-WebSocket-Protocol", "Sec-WebSocket-Version", "TE", "Traceparent", "Tracestate", "Trailer", "Transfer-Encoding",
        "Upgrade", "Upgrade-Insecure-Requests", "User-Agent", "Via", "X-Correlation-ID", "X-Forwarded-For",
        "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-HTTP-Method-Override",
        "X-Real-IP", "X-Request-ID", "X-Requested-With",
    ];

    private static readonly FrozenDictionary<string, string> KeyByHeader = CommonHeaders
        .Select(name => KeyValuePair.Create(name, BuildKey(name)))
        .Append(KeyValuePair.Create("Content-Type", EnvironKeys.ContentType))
        .Append(KeyValuePair.Create("Content-Length", EnvironKeys.ContentLength))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> HeaderByKey =
        KeyByHeader.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, string> UncommonKeys = new(StringComparer.OrdinalIgnoreCase);
    private static int s_uncommonKeys;

    public static string? KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (KeyByHeader.TryGetValue(name, out var key) || UncommonKeys.TryGetValue(name, out key))
            return key;
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters) || name.Equals("Proxy", StringComparison.OrdinalIgnoreCase))
            return null;

        key = BuildKey(name);
        if (Volatile.Read(ref s_uncommonKeys) < MaxCachedKeys && UncommonKeys.TryAdd(name, key))
            Interlocked.Increment(ref s_uncommonKeys);
        return key;
    }

    public static string? HeaderOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (HeaderByKey.TryGetValue(key, out var name))
            return name;

        // HTTP_CONTENT_TYPE and HTTP_CONTENT_LENGTH would be a second name for CONTENT_TYPE and CONTENT_LENGTH (RFC 3875, 4.1.18).
        if (!key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) || key.Length == EnvironKeys.HeaderPrefix.Length
            || key is "HTTP_PROXY" or "HTTP_CONTENT_TYPE" or "HTTP_CONTENT_LENGTH")
            return null;

        foreach (var character in key.AsSpan(EnvironKeys.HeaderPrefix.Length))
        {
            if (!(char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_'))
                return null;
        }

        return string.Create(key.Length - EnvironKeys.HeaderPrefix.Length, key, static (name, key) =>
        {
            key.AsSpan(EnvironKeys.HeaderPrefix.Length).CopyTo(name);
            name.Replace('_', '-');
        });
    }

    private static string BuildKey(string name) => string.Create(EnvironKeys.HeaderPrefix.Length + name.Length, name, static (key, name) =>
    {
        EnvironKeys.HeaderPrefix.CopyTo(key);
        var rest = key[EnvironKeys.HeaderPrefix.Length..];
        name.AsSpan().ToUpperInvariant(rest);
        rest.Replace('-', '_');
    });
}
