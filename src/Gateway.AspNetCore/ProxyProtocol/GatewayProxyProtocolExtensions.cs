using System.Net;
using Gateway.AspNetCore.ProxyProtocol;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>The PROXY protocol of load balancers that pass TCP connections on (HAProxy, AWS NLB, nginx's stream module).</summary>
public static class GatewayProxyProtocolExtensions
{
    /// <summary>The time that a peer has to send its header.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Reads a PROXY header, of version 1 or 2, at the beginning of each connection from a trusted network. The client's address
    /// in it becomes the connection's, and so <c>REMOTE_ADDR</c>.</summary>
    /// <param name="listen">The endpoint. Call this before <c>UseHttps</c>: the header comes before TLS.</param>
    /// <param name="trustedNetworks">The networks of the proxies; null to trust every peer, Unix sockets included. A peer in them must
    /// send a header, and is cut off if it does not. What any other peer sends is read as HTTP, so it cannot set an address.</param>
    /// <param name="timeout">How long a peer may take to send the header; null for 5 seconds.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="ArgumentException">No network is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is not longer than zero.</exception>
    /// <example>
    /// <code>
    /// builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(
    ///     8080, listen => listen.UseProxyProtocol([IPNetwork.Parse("10.0.0.0/24")])));
    /// </code>
    /// </example>
    public static ListenOptions UseProxyProtocol(
        this ListenOptions listen, IReadOnlyCollection<IPNetwork>? trustedNetworks, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(listen);
        if (trustedNetworks is { Count: 0 })
            throw new ArgumentException(
                "No network is trusted, so no header would be read; name one, or pass null.", nameof(trustedNetworks));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? DefaultTimeout, TimeSpan.Zero, nameof(timeout));

        var services = listen.ApplicationServices;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.AspNetCore");
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        IReadOnlyCollection<IPNetwork>? trusted = trustedNetworks is null ? null : [.. trustedNetworks];
        listen.Use(next => new ProxyProtocolMiddleware(next, trusted, timeout ?? DefaultTimeout, time, logger).OnConnectionAsync);
        return listen;
    }
}
