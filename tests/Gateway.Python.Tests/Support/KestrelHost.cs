using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Gateway.Python.Tests.Support;

/// <summary>A real server on the loopback: HTTP/1.x without TLS, HTTP/2 without TLS, and both with it.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = Create();

    private readonly WebApplication _server;

    private KestrelHost(WebApplication server) => _server = server;

    public Uri Http1 => new(_server.Urls.ElementAt(0));

    public Uri Http2 => new(_server.Urls.ElementAt(1));

    public Uri Tls => new(_server.Urls.ElementAt(2));

    public IServiceProvider Services => _server.Services;

    public static async Task<KestrelHost> StartAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate));
        });
        configure?.Invoke(builder);
        var server = builder.Build();
        map(server);
        await server.StartAsync();
        return new(server);
    }

    public static HttpClient Client(Uri address, Version? version = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = true,
            AllowAutoRedirect = false,
            ResponseDrainTimeout = TimeSpan.Zero, // A test that leaves a response leaves at once.
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate?.GetCertHashString() == Certificate.GetCertHashString();
        return new(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // The round trip gives the key a form that every platform's TLS takes.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
