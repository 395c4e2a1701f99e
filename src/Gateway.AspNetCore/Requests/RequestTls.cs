using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary>The TLS connection of the request, if this server terminates TLS.</summary>
internal static class RequestTls
{
    public static string? Protocol(HttpContext context) => Handshake(context)?.Protocol switch
    {
        null or SslProtocols.None => null,
        SslProtocols.Tls13 => "TLSv1.3",
        SslProtocols.Tls12 => "TLSv1.2",
        var other => other.ToString(),
    };

    public static string? Cipher(HttpContext context) => Handshake(context)?.NegotiatedCipherSuite?.ToString();

    public static string? ServerName(HttpContext context)
    {
        // Kestrel keeps the name only if a callback chose the certificate by it.
        var name = Handshake(context)?.HostName;
        if (string.IsNullOrEmpty(name) && context.Request.IsHttps)
            name = context.Features.Get<ISslStreamFeature>()?.SslStream.TargetHostName;
        return string.IsNullOrEmpty(name) ? null : name;
    }

    public static X509Certificate2? ClientCertificate(HttpContext context) =>
        context.Request.IsHttps ? context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate : null;

    // Looking up a missing feature is slow, so this looks only if it can be present.
    private static ITlsHandshakeFeature? Handshake(HttpContext context) =>
        context.Request.IsHttps ? context.Features.Get<ITlsHandshakeFeature>() : null;
}
