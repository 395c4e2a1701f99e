using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Documentation;

/// <summary>The way to a certificate that docs/tls.md shows, with a real authority, certbot and server.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class AcmeTests : IDisposable
{
    private const string Name = "example.test";
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/tls.md").Section("ACME");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_app_of_the_page_is_the_one_that_is_tried() =>
        Page.Blocks("csharp").ShouldContain(Repository.Read("tests/Gateway.Tool.Tests/Apps/Acme/app.cs"));

    [RequiringFact("certbot", "pebble")]
    public async Task Certbot_gets_and_renews_a_certificate_that_the_server_shows_without_a_restart()
    {
        using var placeholder = TestCertificate.Create(Name);
        var certFile = _folder.Write("tls/fullchain.pem", placeholder.ExportCertificatePem());
        var keyFile = _folder.Write("tls/privkey.pem", placeholder.PrivateKeyPem());
        var webroot = Directory.CreateDirectory(_folder.File("acme")).FullName;
        Directory.CreateDirectory(_folder.File("acme/.well-known/acme-challenge"));
        var app = _folder.Write("app.cs", Adapt(Page.Blocks("csharp")[0], "/var/lib/myapp/acme", webroot));
        await using var tool = await ToolProcess.ServeAsync(
            [app, "--bind", "http://127.0.0.1:0", "--bind", "https://127.0.0.1:0", "--certfile", certFile, "--keyfile", keyFile]);
        await using var authority = await AcmeAuthority.StartAsync(_folder, tool.Url().Port);
        var hook = WriteHook(tool.Id);

        await CertbotAsync(
            authority, ["certonly", "--webroot", "-w", webroot, "-d", Name, "--deploy-hook", hook, "--agree-tos",
                "--register-unsafely-without-email", "--server", authority.Url.ToString()]);
        await tool.LineAsync(Reloaded());
        using var first = new TlsClient(tool, Name);
        (await first.GetAsync()).ShouldBe($"You asked for {Name}\n");
        first.Shown[0].Issuer.ShouldContain("Pebble Intermediate CA");

        await CertbotAsync(authority, ["renew", "--force-renewal", "--no-random-sleep-on-renew"]);
        await tool.LineAsync(Reloaded(), 2);
        using var second = new TlsClient(tool, Name);
        await second.GetAsync();
        second.Shown[0].Issuer.ShouldContain("Pebble Intermediate CA");
        second.Shown[0].Thumbprint.ShouldNotBe(first.Shown[0].Thumbprint);
        File.GetUnixFileMode(keyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public void The_command_of_the_page_has_the_options_that_are_tried() =>
        Page.Blocks("sh")[1].ShouldBe(
            "certbot certonly --webroot -w /var/lib/myapp/acme -d example.org --deploy-hook /etc/myapp/deploy-certificate\n");

    private string WriteHook(int server)
    {
        var script = Adapt(Page.Blocks("sh")[0], "/etc/myapp/tls/", _folder.File("tls/"));
        var hook = _folder.Write("deploy-certificate", Adapt(script, "-g myapp", "-g \"$(id -gn)\""));
        var systemctl = _folder.Write("bin/systemctl", $"""
            #!/bin/sh
            [ "$*" = "try-reload-or-restart myapp" ] && kill -HUP {server}

            """);
        foreach (var file in (string[])[hook, systemctl])
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return hook;
    }

    private async Task CertbotAsync(AcmeAuthority authority, string[] arguments)
    {
        await using var certbot = TestProcess.Start(
            Requirement.PathOf("certbot"),
            [.. arguments, "--non-interactive", "--config-dir", _folder.File("etc"), "--work-dir", _folder.File("work"),
                "--logs-dir", _folder.File("logs")],
            _folder.Path,
            ("REQUESTS_CA_BUNDLE", authority.CertificateFile),
            ("PATH", $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}"));
        (await certbot.ExitCodeAsync()).ShouldBe(0, certbot.Output);
    }

    private static string Adapt(string text, string documented, string here)
    {
        text.ShouldContain(documented);
        return text.Replace(documented, here, StringComparison.Ordinal);
    }

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();
}
