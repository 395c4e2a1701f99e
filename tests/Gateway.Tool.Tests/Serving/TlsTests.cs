using System.Net;
using System.Net.Quic;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>https://, with a certificate of one's own and without.</summary>
public sealed partial class TlsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_files_there_is_a_certificate_for_development_whose_fingerprint_is_printed()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "https://127.0.0.1:0"]);
        var fingerprint = (await tool.LineAsync(Fingerprint())).Groups[1].Value;

        (await AskAsync(tool, HttpVersion.Version20)).ShouldBe((fingerprint, "HTTP/2"));
        (await AskAsync(tool, HttpVersion.Version11)).ShouldBe((fingerprint, "HTTP/1.1"));
    }

    [Fact]
    public async Task The_certificate_of_a_file_is_used_and_read_again_on_a_reload()
    {
        var (first, second) = (Make("first"), Make("second"));
        var (certFile, keyFile) = (_folder.Write("cert.pem", first.Certificate), _folder.Write("key.pem", first.Key));
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "https://127.0.0.1:0", "--certfile", certFile, "--keyfile", keyFile]);
        (await AskAsync(tool, HttpVersion.Version11)).Fingerprint.ShouldBe(first.Fingerprint);

        _folder.Write("cert.pem", second.Certificate);
        _folder.Write("key.pem", second.Key);
        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());

        (await AskAsync(tool, HttpVersion.Version11)).Fingerprint.ShouldBe(second.Fingerprint);
        tool.Output.ShouldNotContain("SHA-256"); // That is for a certificate nobody has chosen.
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_named_with_the_reason()
    {
        var (certificate, key, _) = Make("localhost");
        var other = Make("other");
        var certFile = _folder.Write("cert.pem", certificate);
        var keyFile = _folder.Write("key.pem", key);

        await ShouldFailAsync("cannot be read", "--certfile", _folder.File("missing.pem"));
        await ShouldFailAsync("holds no certificate in PEM", "--certfile", keyFile, "--keyfile", keyFile);
        await ShouldFailAsync("holds no private key, and there is no --keyfile", "--certfile", certFile);
        await ShouldFailAsync("holds no private key in PEM", "--certfile", certFile, "--keyfile", certFile);
        await ShouldFailAsync("is not that of the certificate", "--certfile", certFile, "--keyfile", _folder.Write("other.pem", other.Key));
    }

    [Fact]
    public async Task Http3_is_served_where_the_platform_has_quic_and_its_lack_is_said_clearly()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "https://127.0.0.1:0", "--http3"]);

        if (!HasQuic())
            tool.Output.ShouldContain("HTTP/3 is not available: this platform has no QUIC");
        (await AskAsync(tool, HasQuic() ? HttpVersion.Version30 : HttpVersion.Version20))
            .Protocol.ShouldBe(HasQuic() ? "HTTP/3" : "HTTP/2");
    }

    [SupportedOSPlatformGuard("linux")]
    private static bool HasQuic() => OperatingSystem.IsLinux() && QuicListener.IsSupported;

    private static async Task ShouldFailAsync(string message, params string[] arguments)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, "--bind", "https://127.0.0.1:0", .. arguments]);
        output.ShouldContain(message);
        exitCode.ShouldBe(ExitCode.Listen);
    }

    private static async Task<(string Fingerprint, string Protocol)> AskAsync(ToolProcess tool, Version version)
    {
        using var client = new TlsClient(tool);
        var protocol = Protocol().Match(await client.GetAsync(version)).Groups[1].Value;
        return (Text(client.Shown[^1]), protocol);
    }

    private static (string Certificate, string Key, string Fingerprint) Make(string name)
    {
        using var certificate = TestCertificate.Create(name);
        return (certificate.ExportCertificatePem(), certificate.PrivateKeyPem(), Text(certificate));
    }

    private static string Text(X509Certificate2 certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", null)));

    [GeneratedRegex("SHA-256 ([0-9A-F:]+)")]
    private static partial Regex Fingerprint();

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();

    [GeneratedRegex("\nprotocol=(.*)\n")]
    private static partial Regex Protocol();
}
