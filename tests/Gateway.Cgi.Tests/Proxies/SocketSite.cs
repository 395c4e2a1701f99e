using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.AspNetCore;
using Gateway.Cgi.Tests.Servers;
using Gateway.Cgi.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Cgi.Tests.Proxies;

/// <summary>A gateway app on Kestrel at a Unix socket, behind a web server with the configuration of docs/deployment.md.</summary>
internal sealed class SocketSite : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly WebServer _proxy;
    private readonly string _folder;

    private SocketSite(WebApplication application, WebServer proxy, string folder, X509Certificate2 certificate)
    {
        (_application, _proxy, _folder) = (application, proxy, folder);
        Client = Connect($"http://127.0.0.1:{proxy.Port}", certificate);
        TlsClient = Connect($"https://127.0.0.1:{proxy.TlsPort}", certificate);
    }

    public HttpClient Client { get; }

    public HttpClient TlsClient { get; }

    public int Port => _proxy.Port;

    public string Log => _proxy.Log;

    public static async Task<SocketSite> StartAsync(
        GatewayApp app, Func<string, (string, string)[], Task<WebServer>> startProxy, string file)
    {
        var folder = Directory.CreateTempSubdirectory("gateway").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var socket = Path.Combine(folder, "app.sock");
        var application = Build(socket, app);
        await application.StartAsync();
        File.SetUnixFileMode(socket, (UnixFileMode)0b110_110_110); // What SocketUser does in docs/deployment.md.

        var (certificatePath, keyPath) = WriteCertificate(folder);
        var proxy = await startProxy(
            ServerFile.Read(file),
            [("/run/hello/app.sock", socket), ("/etc/ssl/example.org.pem", certificatePath),
                ("/etc/ssl/private/example.org.key", keyPath)]);
        return new(application, proxy, folder, X509CertificateLoader.LoadCertificateFromFile(certificatePath));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        TlsClient.Dispose();
        await _proxy.DisposeAsync();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static WebApplication Build(string socket, GatewayApp app)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(socket));
        builder.Services.Configure<ForwardedHeadersOptions>(
            options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        var server = builder.Build();
        server.UseForwardedHeaders();
        server.UseGatewayApp(app);
        return server;
    }

    private static HttpClient Connect(string address, X509Certificate2 trusted)
    {
        var policy = new X509ChainPolicy
            { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { trusted } };
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        var client = new HttpClient(handler) { BaseAddress = new Uri(address), Timeout = TestTimeout.Limit };
        client.DefaultRequestHeaders.Host = "example.org";
        return client;
    }

    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using var certificate = TestCertificate.Create("example.org");
        var (certificatePath, keyPath) = (Path.Combine(folder, "example.org.pem"), Path.Combine(folder, "example.org.key"));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, certificate.PrivateKeyPem());
        return (certificatePath, keyPath);
    }
}
