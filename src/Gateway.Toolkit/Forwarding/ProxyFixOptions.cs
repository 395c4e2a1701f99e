using System.Net;

namespace Gateway.Toolkit;

/// <summary>Options of <see cref="ProxyFix"/>.</summary>
public sealed class ProxyFixOptions
{
    /// <summary>How many proxies are in front, at most: so many entries are believed, from the right. Default: 1.</summary>
    public int MaxHops { get; set; } = 1;

    /// <summary>Where the proxies are: a peer in none of these is not believed. Default: the loopback networks. A peer without an
    /// address, on a Unix socket, is believed.</summary>
    public IList<IPNetwork> TrustedNetworks { get; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>Whether any peer is believed, wherever it is, for <see cref="MaxHops"/> hops. Only where nobody but the proxy can reach
    /// this server. Default: false.</summary>
    public bool TrustAnyPeer { get; set; }

    /// <summary>The facts to believe. Default: the client's address and the scheme.</summary>
    public ProxyHeaders Headers { get; set; } = ProxyHeaders.For | ProxyHeaders.Proto;

    /// <summary>Whether the proxies send <c>Forwarded</c> (RFC 7239) instead of <c>X-Forwarded-*</c>. The other kind is never believed.
    /// Default: false.</summary>
    public bool UseForwarded { get; set; }

    /// <summary>Whether what a trusted proxy says is passed over where it is malformed, instead of being answered with 400. Default:
    /// false.</summary>
    public bool IgnoreMalformed { get; set; }

    internal void Validate()
    {
        if (MaxHops is < 1 or > 100)
            throw new ArgumentException($"ProxyFixOptions.MaxHops is {MaxHops}; it must be from 1 to 100.");
        if (!TrustAnyPeer && TrustedNetworks.Count == 0)
            throw new ArgumentException("ProxyFixOptions.TrustedNetworks is empty: name the proxies' networks, or set TrustAnyPeer.");
        if (UseForwarded && (Headers & (ProxyHeaders.Port | ProxyHeaders.Prefix)) != 0)
            throw new ArgumentException("ProxyFixOptions.Headers has Port or Prefix, which Forwarded (RFC 7239) does not have.");
    }

    internal bool Trusts(IPAddress? peer)
    {
        if (TrustAnyPeer || peer is null)
            return true;
        foreach (var network in TrustedNetworks)
        {
            if (network.Contains(peer))
                return true;
        }

        return false;
    }
}
