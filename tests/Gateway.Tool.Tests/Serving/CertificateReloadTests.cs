using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>SIGHUP while the server has several certificates.</summary>
public sealed partial class CertificateReloadTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reload_changes_all_certificates_for_new_connections_and_none_for_open_ones()
    {
        await using var tool = await ServeAsync();
        using var open = new TlsClient(tool, "second.test");
        await open.GetAsync();
        var (first, second) = (Write("first.pem", "first.test"), Write("second.pem", "second.test"));

        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());

        (await open.GetAsync()).ShouldContain("\nasked=second.test\n");
        open.Shown.Count.ShouldBe(1);
        (await ThumbprintAsync(tool, "first.test")).ShouldBe(first);
        (await ThumbprintAsync(tool, "second.test")).ShouldBe(second);
        tool.Output.ShouldContain($"--certfile {_folder.File("second.pem")}: a new certificate, valid until ");
    }

    [Fact]
    public async Task A_reload_with_a_broken_file_names_it_keeps_all_certificates_and_still_loads_the_app()
    {
        await using var tool = await ServeAsync();
        var (first, second) = (await ThumbprintAsync(tool, "first.test"), await ThumbprintAsync(tool, "second.test"));
        Write("first.pem", "first.test"); // This one could be used.
        _folder.Write("second.pem", "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");

        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());

        tool.Output.ShouldContain($"--certfile {_folder.File("second.pem")} holds a certificate that cannot be read");
        tool.Output.ShouldContain("The certificates before are still used, all of them.");
        (await ThumbprintAsync(tool, "first.test")).ShouldBe(first);
        (await ThumbprintAsync(tool, "second.test")).ShouldBe(second);

        var repaired = Write("second.pem", "second.test");
        tool.Signal("HUP");
        await tool.LineAsync(Reloaded(), 2);
        (await ThumbprintAsync(tool, "second.test")).ShouldBe(repaired);
    }

    private Task<ToolProcess> ServeAsync()
    {
        Write("first.pem", "first.test");
        Write("second.pem", "second.test");
        return ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "https://127.0.0.1:0",
                "--certfile", _folder.File("first.pem"), "--certfile", _folder.File("second.pem")]);
    }

    private string Write(string file, string name)
    {
        using var certificate = TestCertificate.Create(name);
        _folder.Write(file, certificate.BothPem());
        return certificate.Thumbprint;
    }

    private static async Task<string> ThumbprintAsync(ToolProcess tool, string name)
    {
        using var client = new TlsClient(tool, name);
        await client.GetAsync();
        return client.Shown[^1].Thumbprint;
    }

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();
}
