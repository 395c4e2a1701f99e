using System.Net;
using Gateway;

namespace JsonApi;

/// <summary>Middleware for an app behind a proxy: changes the environ going in, and the headers coming out.</summary>
/// <remarks>Anyone can write <c>X-Forwarded-For</c>, so it is believed only of an address that is known to be a proxy.</remarks>
internal sealed class TrustedProxy(IReadOnlyCollection<IPNetwork> proxies)
{
    /// <summary>Reads networks from the configuration, like <c>127.0.0.1/32, 10.0.0.0/8</c>.</summary>
    /// <exception cref="FormatException">There is something else; the message names the setting.</exception>
    public static IReadOnlyCollection<IPNetwork> ParseNetworks(string? setting) =>
    [
        .. (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            IPNetwork.TryParse(text, out var network)
                ? network
                : throw new FormatException(
                    $"Proxy:Trusted holds '{text}'; it must be networks like 127.0.0.1/32 or 10.0.0.0/8, with commas between them.")),
    ];

    public AsyncGatewayApp Middleware(AsyncGatewayApp app) => (environ, startResponse) =>
    {
        if (!IsProxy(environ.RemoteAddr) || environ.Header("X-Forwarded-For") is not { } forwardedFor)
            return app(environ, startResponse);

        environ.RemoteAddr = ClientOf(forwardedFor) ?? environ.RemoteAddr;
        environ.Remove(EnvironKeys.RemotePort); // That was the proxy's.
        return app(environ, (status, headers, exception) => startResponse(status, headers.With("Via", "1.1 articles"), exception));
    };

    /// <summary>Each proxy appends who asked it. From the right, the first that is not a proxy is the client; what stands left of it is
    /// hearsay.</summary>
    private string? ClientOf(string forwardedFor)
    {
        string? client = null;
        foreach (var hop in forwardedFor.Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            if (!IPAddress.TryParse(hop, out var address))
                break;
            client = address.ToString();
            if (!IsProxy(client))
                break;
        }

        return client;
    }

    private bool IsProxy(string? text)
    {
        if (!IPAddress.TryParse(text, out var address))
            return false;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return proxies.Any(proxy => proxy.Contains(address));
    }
}
