using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>TLS in an ASP.NET Core application, as docs/tls.md shows it.</summary>
public sealed class TlsExamplesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_configuration_of_the_page_shows_each_name_its_certificate()
    {
        await using var app = await StartAsync(_ => { });

        (await AskAsync(app, "example.org")).ShouldBe(("CN=example.org", "example.org -"));
        (await AskAsync(app, "example.com")).ShouldBe(("CN=example.net", "example.com -"));
    }

    [Fact]
    public async Task The_client_certificates_of_the_page_have_to_come_from_the_authority()
    {
        using var authority = TestCertificate.CreateAuthority("Clients");
        using var stranger = TestCertificate.CreateAuthority("Clients");
        using var alice = TestCertificate.Create(["alice"], authority, days: 1);
        using var mallory = TestCertificate.Create(["alice"], stranger, days: 1);
        await using var app = await StartAsync(builder => TlsExamples.RequireCertificates(builder, authority));

        (await AskAsync(app, "example.org", alice)).ShouldBe(("CN=example.org", "example.org CN=alice"));
        await Should.ThrowAsync<IOException>(() => AskAsync(app, "example.org", mallory));
        await Should.ThrowAsync<IOException>(() => AskAsync(app, "example.org"));
    }

    private async Task<WebApplication> StartAsync(Action<WebApplicationBuilder> configure)
    {
        var json = MarkdownPage.Read("docs/tls.md").Section("In an ASP.NET Core application").Blocks("json").Single();
        foreach (var name in (string[])["example.org", "example.net"])
        {
            using var certificate = TestCertificate.Create(name);
            json = Adapt(json, $"/etc/myapp/tls/{name}.pem", _folder.Write($"{name}.pem", certificate.ExportCertificatePem()));
            json = Adapt(json, $"/etc/myapp/tls/{name}.key", _folder.Write($"{name}.key", certificate.PrivateKeyPem()));
        }

        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Adapt(json, "https://*:443", "https://127.0.0.1:0"))));
        configure(builder);
        var app = builder.Build();
        app.UseGatewayApp((GatewayApp)Tell);
        await app.StartAsync();
        return app;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Tell(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        var client = environ.TryGetValue(EnvironKeys.SslClientSubject, out var subject) ? subject : "-";
        return Body.Text($"{environ[EnvironKeys.SslServerName]} {client}");
    }

    private static async Task<(string Subject, string Text)> AskAsync(WebApplication app, string name, X509Certificate2? certificate = null)
    {
        var url = new Uri(app.Urls.Single());
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port);
        await using var tls = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        });
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.0\r\nHost: {name}\r\n\r\n"));
        using var reader = new StreamReader(tls);
        var response = await reader.ReadToEndAsync();
        return response.Split("\r\n\r\n", 2) is [_, var text]
            ? (tls.RemoteCertificate!.Subject, text)
            : throw new IOException("Nothing came.");
    }

    private static string Adapt(string text, string documented, string here)
    {
        text.ShouldContain(documented);
        return text.Replace(documented, here, StringComparison.Ordinal);
    }
}
