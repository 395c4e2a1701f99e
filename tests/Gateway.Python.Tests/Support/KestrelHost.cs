using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Gateway.Python.Tests.Support;

/// <summary>A real server on the loopback: HTTP/1.x without TLS, HTTP/2 without TLS, and both with it.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
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
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestCertificate.Server));
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
        handler.SslOptions.RemoteCertificateValidationCallback = TestCertificate.IsServer;
        return new(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
