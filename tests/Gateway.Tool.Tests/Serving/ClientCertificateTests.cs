using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>Certificates that clients are asked for.</summary>
public sealed partial class ClientCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _authority = TestCertificate.CreateAuthority("Clients");
    private readonly X509Certificate2 _alice;

    public ClientCertificateTests() => _alice = TestCertificate.Create(["alice"], _authority, days: 1);

    public void Dispose()
    {
        _alice.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_required_certificate_from_the_authority_reaches_the_app(string version)
    {
        await using var tool = await ServeAsync("require");
        using var client = new TlsClient(tool, "localhost", _alice);

        (await client.GetAsync(Version.Parse(version))).ShouldContain("\nclient=CN=alice\n");
    }

    [Fact]
    public async Task A_client_without_a_required_certificate_is_refused_in_the_handshake()
    {
        await using var tool = await ServeAsync("require");
        using var client = new TlsClient(tool, "localhost");

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync());
    }

    [Fact]
    public async Task A_client_may_come_without_a_certificate_that_is_only_requested()
    {
        await using var tool = await ServeAsync("request");
        using var nobody = new TlsClient(tool, "localhost");
        using var alice = new TlsClient(tool, "localhost", _alice);

        (await nobody.GetAsync()).ShouldContain("\nclient=absent\n");
        (await alice.GetAsync()).ShouldContain("\nclient=CN=alice\n");
    }

    [Theory]
    [InlineData("request")]
    [InlineData("require")]
    public async Task A_certificate_that_cannot_be_trusted_is_refused_in_the_handshake(string mode)
    {
        using var stranger = TestCertificate.CreateAuthority("Clients"); // The name alone proves nothing.
        using var mallory = TestCertificate.Create(["alice"], stranger, days: 1);
        using var late = TestCertificate.Create(["alice"], _authority, days: -1);
        using var selfMade = TestCertificate.Create("alice");
        using var server = TestCertificate.Create(["alice"], _authority, days: 1, purpose: "1.3.6.1.5.5.7.3.1");
        await using var tool = await ServeAsync(mode);

        foreach (var certificate in (X509Certificate2[])[mallory, late, selfMade, server])
        {
            using var client = new TlsClient(tool, "localhost", certificate);
            await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync());
        }

        using var alice = new TlsClient(tool, "localhost", _alice);
        (await alice.GetAsync()).ShouldContain("\nclient=CN=alice\n");
    }

    [Fact]
    public async Task A_client_may_send_an_authority_between_its_certificate_and_the_root()
    {
        using var department = TestCertificate.CreateAuthority("Department", _authority);
        using var bob = TestCertificate.Create(["bob"], department, days: 1);
        await using var tool = await ServeAsync("require");
        using var client = new TlsClient(tool, "localhost", bob, department);

        (await client.GetAsync()).ShouldContain("\nclient=CN=bob\n");
    }

    [Fact]
    public async Task The_server_names_the_authorities_so_that_browsers_offer_the_right_certificate()
    {
        await using var tool = await ServeAsync("request");
        var url = tool.Url("https");
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port);
        string[] named = [];
        await using var tls = new SslStream(socket.GetStream());

        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
            LocalCertificateSelectionCallback = (_, _, _, _, issuers) =>
            {
                named = issuers.Length > 0 ? issuers : named;
                return null!;
            },
        });

        named.ShouldBe(["CN=Clients"]);
    }

    [Fact]
    public async Task The_authorities_are_read_again_on_a_reload()
    {
        using var next = TestCertificate.CreateAuthority("Next");
        using var carol = TestCertificate.Create(["carol"], next, days: 1);
        await using var tool = await ServeAsync("require", withFile: true);
        using (var early = new TlsClient(tool, "localhost", carol))
            await Should.ThrowAsync<HttpRequestException>(() => early.GetAsync());

        _folder.Write("ca.pem", next.ExportCertificatePem());
        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());

        using var client = new TlsClient(tool, "localhost", carol);
        (await client.GetAsync()).ShouldContain("\nclient=CN=carol\n");
        using var former = new TlsClient(tool, "localhost", _alice);
        await Should.ThrowAsync<HttpRequestException>(() => former.GetAsync());
    }

    [Fact]
    public async Task A_file_of_authorities_that_cannot_be_used_is_named()
    {
        using var department = TestCertificate.CreateAuthority("Department", _authority);

        await ShouldFailAsync("cannot be read", _folder.File("missing.pem"));
        await ShouldFailAsync("holds no certificate in PEM", _folder.Write("empty.pem", ""));
        await ShouldFailAsync("holds no root certificate", _folder.Write("department.pem", department.ExportCertificatePem()));
    }

    private static async Task ShouldFailAsync(string message, string path)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(
            ["serve", TestApps.One, "--bind", "https://127.0.0.1:0", "--client-certificates", "require", "--ca-certs", path]);
        output.ShouldContain($"--ca-certs {path} {message}");
        exitCode.ShouldBe(ExitCode.Listen);
    }

    private Task<ToolProcess> ServeAsync(string mode, bool withFile = false)
    {
        var authorities = _folder.Write("ca.pem", _authority.ExportCertificatePem());
        using var certificate = TestCertificate.Create("localhost");
        string[] server = withFile ? ["--certfile", _folder.Write("server.pem", certificate.BothPem())] : [];
        return ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "https://127.0.0.1:0", "--client-certificates", mode, "--ca-certs", authorities, .. server]);
    }

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();
}
