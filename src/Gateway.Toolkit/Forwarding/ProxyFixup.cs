using System.Globalization;

namespace Gateway.Toolkit;

/// <summary>Writes what the proxies are believed to say into the environ.</summary>
internal sealed class ProxyFixup(Environ environ, ProxyFixOptions options)
{
    private static readonly string[] Changed =
    [
        EnvironKeys.RemoteAddr, EnvironKeys.RemotePort, EnvironKeys.UrlScheme, EnvironKeys.Https, "HTTP_HOST", EnvironKeys.ServerName,
        EnvironKeys.ServerPort, EnvironKeys.ScriptName,
    ];

    /// <summary>The furthest hop that says something is the one that was nearest to the client.</summary>
    public void Apply(IReadOnlyList<ForwardedHop> hops)
    {
        environ[ProxyFix.OriginalKey] = Changed.ToDictionary(
            key => key, key => environ.TryGetValue(key, out var value) ? value : null, StringComparer.Ordinal);

        SetClient(hops.LastOrDefault(hop => hop.For?.Address is not null)?.For);
        var hasScheme = hops.LastOrDefault(hop => hop.Proto is not null)?.Proto is { } scheme && SetScheme(scheme);
        SetServer(hops.LastOrDefault(hop => hop.Host is not null)?.Host, hops.LastOrDefault(hop => hop.Port is not null)?.Port, hasScheme);
        if (hops.LastOrDefault(hop => hop.Prefix is not null)?.Prefix is { } prefix)
            environ.ScriptName = prefix + environ.ScriptName;
        SetHeaders(hops);
    }

    private void SetClient(ForwardedNode? client)
    {
        if (client is null)
            return;
        environ.RemoteAddr = client.Address!.ToString();
        environ.Remove(EnvironKeys.RemotePort);
        if (client.Port is { } port)
            environ[EnvironKeys.RemotePort] = port.ToString(CultureInfo.InvariantCulture);
    }

    private bool SetScheme(string scheme)
    {
        environ.UrlScheme = scheme;
        if (scheme == "https")
            environ[EnvironKeys.Https] = "on";
        else
            environ.Remove(EnvironKeys.Https);
        return true;
    }

    private void SetServer(string? authority, int? port, bool hasScheme)
    {
        // The port that counts to the client is the one in its URL.
        var isOwn = authority is null;
        authority ??= environ.Header("Host");
        if (authority is null || !ForwardedValues.Authority(authority, out var host, out var ownPort))
        {
            if (port is { } alone)
                environ.ServerPort = alone;
            return;
        }

        if (!isOwn || port is not null)
            environ["HTTP_HOST"] = port is null
                ? authority
                : IsDefault(port.Value)
                ? host
                : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        if (!isOwn)
            environ.ServerName = host;
        if (!isOwn || port is not null || hasScheme)
            environ.ServerPort = port ?? ownPort ?? (environ.UrlScheme == "https" ? 443 : 80);
    }

    private bool IsDefault(int port) => port == (environ.UrlScheme == "https" ? 443 : 80);

    /// <summary>Leaves only the facts that are vouched for, for any code that reads these headers.</summary>
    private void SetHeaders(IReadOnlyList<ForwardedHop> hops)
    {
        if (options.UseForwarded)
            return; // The parts that are vouched for are all in other keys by now.
        Set("HTTP_X_FORWARDED_FOR", hop => hop.For?.Address?.ToString());
        Set("HTTP_X_FORWARDED_PROTO", hop => hop.Proto);
        Set("HTTP_X_FORWARDED_HOST", hop => hop.Host);
        Set("HTTP_X_FORWARDED_PORT", hop => hop.Port?.ToString(CultureInfo.InvariantCulture));
        Set("HTTP_X_FORWARDED_PREFIX", hop => hop.Prefix);

        void Set(string key, Func<ForwardedHop, string?> read)
        {
            var values = hops.Reverse().Select(read).Where(value => value is not null).ToList();
            if (values.Count > 0)
                environ[key] = string.Join(", ", values);
        }
    }
}
