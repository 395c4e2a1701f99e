namespace Gateway.Hosting;

/// <summary>Request headers as environ entries: their keys, and how repeated headers are joined (RFC 3875, 4.1.18).</summary>
public static class HeaderEntries
{
    /// <summary>The environ key of a header, or null if the header has none.</summary>
    /// <param name="name">The name of the header.</param>
    /// <param name="policy">How names are treated that are more than letters, digits and <c>-</c>.</param>
    /// <returns>The key, like <c>HTTP_ACCEPT</c> or <c>CONTENT_TYPE</c>.</returns>
    public static string? KeyOf(string name, HeaderNamePolicy policy)
    {
        if (EnvironKeys.ForHeader(name) is { } key)
            return key;
        if (policy != HeaderNamePolicy.Allow)
            return null;

        // No policy allows HTTP_CONTENT_TYPE, HTTP_CONTENT_LENGTH or HTTP_PROXY.
        key = EnvironKeys.HeaderPrefix + name.ToUpperInvariant().Replace('-', '_');
        return EnvironKeys.HeaderOf(key) is null ? null : key;
    }

    /// <summary>The text between two values of one key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>A comma; a semicolon for cookies, whose values may hold a comma (RFC 6265, 5.4).</returns>
    public static string SeparatorOf(string key) => key == "HTTP_COOKIE" ? "; " : ",";

    /// <summary>Adds a header to an environ, joined to the present value of its key.</summary>
    /// <param name="environ">The environ.</param>
    /// <param name="name">The name of the header.</param>
    /// <param name="value">Its value.</param>
    /// <param name="policy">How names are treated that are more than letters, digits and <c>-</c>.</param>
    public static void Add(Environ environ, string name, string value, HeaderNamePolicy policy = HeaderNamePolicy.Drop)
    {
        ArgumentNullException.ThrowIfNull(environ);
        if (KeyOf(name, policy) is not { } key)
            return;

        // Different values were refused before.
        var isSingle = key is EnvironKeys.ContentType or EnvironKeys.ContentLength;
        environ[key] = !isSingle && environ.TryGetValue(key, out var earlier) ? $"{earlier}{SeparatorOf(key)}{value}" : value;
    }
}
