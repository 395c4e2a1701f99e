using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>What a test asks of its host beyond cleartext HTTP/1.1.</summary>
internal sealed class HostSetup
{
    /// <summary>Adds an endpoint with TLS, HTTP/1.1 and HTTP/2.</summary>
    public bool Tls { get; set; }

    /// <summary>With <see cref="Tls"/>: asks the client for a certificate and takes any.</summary>
    public bool ClientCertificate { get; set; }

    /// <summary>Adds an endpoint for HTTP/2 without TLS.</summary>
    public bool Http2 { get; set; }

    /// <summary>Adds an endpoint on a Unix socket.</summary>
    public bool UnixSocket { get; set; }

    public Action<GatewayOptions>? Options { get; set; }

    public Action<KestrelServerOptions>? Kestrel { get; set; }

    public Action<IServiceCollection>? Services { get; set; }

    /// <summary>Middleware of ASP.NET Core in front of the app.</summary>
    public Action<WebApplication>? InFront { get; set; }
}
