namespace Gateway.Toolkit;

/// <summary>The entries of forwarded headers, the nearest proxy's first. Read no further than they are asked for: what is far left may be
/// anybody's.</summary>
internal static class ForwardedEntries
{
    // Every header in use for the client's address, the scheme, the host or the path, whatever proxy or network writes it:
    // no library behind this finds one that nobody vouches for.
    private static readonly string[] Keys =
    [
        "HTTP_FORWARDED", "HTTP_FORWARDED_FOR", "HTTP_X_FORWARDED", "HTTP_X_FORWARDED_BY", "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_METHOD", "HTTP_X_FORWARDED_PATH", "HTTP_X_FORWARDED_PATHBASE", "HTTP_X_FORWARDED_PORT",
        "HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PROTOCOL", "HTTP_X_FORWARDED_SCHEME",
        "HTTP_X_FORWARDED_SERVER", "HTTP_X_FORWARDED_SSL", "HTTP_X_FORWARDED_URI",
        "HTTP_X_ORIGINAL_FOR", "HTTP_X_ORIGINAL_FORWARDED_FOR", "HTTP_X_ORIGINAL_HOST", "HTTP_X_ORIGINAL_PREFIX", "HTTP_X_ORIGINAL_PROTO",
        "HTTP_X_ORIGINAL_URI", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL",
        "HTTP_CLIENT_IP", "HTTP_PROXY_CLIENT_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_WL_PROXY_CLIENT_IP", "HTTP_X_CLIENT_IP",
        "HTTP_X_CLUSTER_CLIENT_IP", "HTTP_X_ORIGINATING_IP", "HTTP_X_PROXYUSER_IP", "HTTP_X_REAL_IP", "HTTP_X_REMOTE_ADDR",
        "HTTP_X_REMOTE_IP",
        "HTTP_CF_CONNECTING_IP", "HTTP_CF_CONNECTING_IPV6", "HTTP_CF_PSEUDO_IPV4", "HTTP_CF_VISITOR", "HTTP_CLOUDFRONT_FORWARDED_PROTO",
        "HTTP_CLOUDFRONT_VIEWER_ADDRESS", "HTTP_FASTLY_CLIENT_IP", "HTTP_FASTLY_SSL", "HTTP_FLY_CLIENT_IP",
        "HTTP_X_APPENGINE_USER_IP", "HTTP_X_AZURE_CLIENTIP", "HTTP_X_AZURE_SOCKETIP", "HTTP_X_ENVOY_EXTERNAL_ADDRESS",
        "HTTP_FRONT_END_HTTPS", "HTTP_X_ARR_SSL", "HTTP_X_HOST", "HTTP_X_HTTP_HOST_OVERRIDE", "HTTP_X_SCHEME", "HTTP_X_SCRIPT_NAME",
        "HTTP_X_URL_SCHEME",
    ];

    public static void Strip(Environ environ)
    {
        foreach (var key in Keys)
        {
            if (environ.TryGetValue(key, out _)) // Removing what is not there costs an entry that says so.
                environ.Remove(key);
        }
    }

    public static IEnumerable<ForwardedHop> OfXForwarded(Environ environ, ProxyFixOptions options)
    {
        var addresses = List(environ, options, ProxyHeaders.For, "X-Forwarded-For");
        var protos = List(environ, options, ProxyHeaders.Proto, "X-Forwarded-Proto");
        var hosts = List(environ, options, ProxyHeaders.Host, "X-Forwarded-Host");
        var ports = List(environ, options, ProxyHeaders.Port, "X-Forwarded-Port");
        var prefixes = List(environ, options, ProxyHeaders.Prefix, "X-Forwarded-Prefix");
        var count = Math.Max(Math.Max(addresses.Length, protos.Length), Math.Max(hosts.Length, Math.Max(ports.Length, prefixes.Length)));
        return Enumerable.Range(1, count).Select(hop => new ForwardedHop(
            Entry(addresses, hop, "X-Forwarded-For", ForwardedValues.XForwardedFor),
            Entry(protos, hop, "X-Forwarded-Proto", ForwardedValues.Proto),
            Entry(hosts, hop, "X-Forwarded-Host", ForwardedValues.Host),
            Entry(ports, hop, "X-Forwarded-Port", text => ForwardedValues.Port(text)),
            Entry(prefixes, hop, "X-Forwarded-Prefix", ForwardedValues.Prefix)));
    }

    public static IEnumerable<ForwardedHop> OfForwarded(Environ environ, ProxyFixOptions options)
    {
        if (environ.Header("Forwarded") is not { } header)
            return [];
        // An open quote far left would swallow what the proxies have added: the list is read as a whole.
        var elements = ForwardedParser.Parse(header);
        elements.Reverse();
        return elements.Select(element => new ForwardedHop(
            Parameter(element, options, ProxyHeaders.For, "for", ForwardedValues.Node),
            Parameter(element, options, ProxyHeaders.Proto, "proto", ForwardedValues.Proto),
            Parameter(element, options, ProxyHeaders.Host, "host", ForwardedValues.Host),
            null,
            null));
    }

    // RFC 9110, 5.6.1.2: an empty element of a list counts for nothing.
    private static string[] List(Environ environ, ProxyFixOptions options, ProxyHeaders kind, string name) =>
        (options.Headers & kind) != 0 && environ.Header(name) is { Length: > 0 } header
            ? header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];

    private static T? Entry<T>(string[] entries, int hop, string name, Func<string, T?> read)
    {
        if (hop > entries.Length)
            return default;
        return read(entries[^hop]) ?? throw Malformed(name);
    }

    private static T? Parameter<T>(
        Dictionary<string, string> element, ProxyFixOptions options, ProxyHeaders kind, string name, Func<string, T?> read)
    {
        if ((options.Headers & kind) == 0 || !element.TryGetValue(name, out var text))
            return default;
        return read(text) ?? throw Malformed("Forwarded");
    }

    private static FormatException Malformed(string name) => new($"The header {name} that came with the request is malformed.");
}
