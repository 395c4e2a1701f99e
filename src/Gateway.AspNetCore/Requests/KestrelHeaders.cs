using System.Globalization;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>Request headers as environ entries (RFC 3875, 4.1.18).</summary>
internal static class KestrelHeaders
{
    /// <summary>The value of an <c>HTTP_*</c> key, or null.</summary>
    public static string? Find(IHeaderDictionary headers, string key, HeaderNamePolicy policy)
    {
        if (EnvironKeys.HeaderOf(key) is not { } name || IsRenamedLength(key, headers))
            return null;
        if (policy != HeaderNamePolicy.Allow)
            return headers.TryGetValue(name, out var values) ? Join(key, values) : null;

        var all = StringValues.Empty;
        foreach (var (other, values) in headers)
        {
            if (HeaderEntries.KeyOf(other, policy) == key)
                all = StringValues.Concat(all, values);
        }

        return all.Count == 0 ? null : Join(key, all);
    }

    /// <summary>Copies the entries of all headers, and of the headers as they are.</summary>
    public static void CopyTo(ICollection<KeyValuePair<string, object?>> entries, IHeaderDictionary headers, HeaderNamePolicy policy)
    {
        using var copy = new HeaderCopy(headers);
        var all = copy.Span;
        entries.Add(new(EnvironKeys.RawHeaders, Raw(all)));
        for (var index = 0; index < all.Length; index++)
        {
            if (HeaderEntries.KeyOf(all[index].Key, policy) is not { } key
                || key is EnvironKeys.ContentType or EnvironKeys.ContentLength || IsRenamedLength(key, headers))
                continue;
            if (policy != HeaderNamePolicy.Allow)
                entries.Add(new(key, Join(key, all[index].Value)));
            else if (!Holds(all[..index], key, policy)) // X-A and X_A have one key.
                entries.Add(new(key, Find(headers, key, policy)));
        }
    }

    public static (string Name, string Value)[] Raw(IHeaderDictionary headers)
    {
        using var copy = new HeaderCopy(headers);
        return Raw(copy.Span);
    }

    private static (string Name, string Value)[] Raw(ReadOnlySpan<KeyValuePair<string, StringValues>> headers)
    {
        var count = 0;
        foreach (var (_, values) in headers)
            count += values.Count;

        var raw = new (string Name, string Value)[count];
        var next = 0;
        foreach (var (name, values) in headers)
        {
            for (var index = 0; index < values.Count; index++)
                raw[next++] = (name, values[index] ?? "");
        }

        return raw;
    }

    // Different values were refused before.
    public static string? ContentType(IHeaderDictionary headers) => headers.ContentType is { Count: > 0 } values ? values[0] : null;

    public static string? ContentLength(IHeaderDictionary headers) => headers.ContentLength?.ToString(CultureInfo.InvariantCulture);

    private static bool Holds(ReadOnlySpan<KeyValuePair<string, StringValues>> headers, string key, HeaderNamePolicy policy)
    {
        foreach (var (name, _) in headers)
        {
            if (HeaderEntries.KeyOf(name, policy) == key)
                return true;
        }

        return false;
    }

    // Kestrel renames the Content-Length of a chunked request, because it is not valid (RFC 9112, 6.3).
    private static bool IsRenamedLength(string key, IHeaderDictionary headers) =>
        key == "HTTP_X_CONTENT_LENGTH" && headers.TransferEncoding.Count > 0;

    private static string Join(string key, StringValues values) =>
        values.Count == 1 ? values[0] ?? "" : string.Join(HeaderEntries.SeparatorOf(key), values.ToArray());
}
