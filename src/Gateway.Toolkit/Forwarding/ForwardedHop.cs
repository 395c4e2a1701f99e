using System.Net;

namespace Gateway.Toolkit;

/// <summary>The facts that one proxy tells about the request it received; null where it does not tell.</summary>
internal sealed record ForwardedHop(ForwardedNode? For, string? Proto, string? Host, int? Port, string? Prefix);

/// <summary>Where a request came from: without an address where the proxy does not know, or does not say (RFC 7239, 6.2 and 6.3).</summary>
internal sealed record ForwardedNode(IPAddress? Address, int? Port);
