using System.Security.Cryptography.X509Certificates;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>Several certificates: which one a client is shown, by the name it asks for (SNI).</summary>
public sealed class ServerNameTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_name_gets_the_certificate_that_fits_best_and_any_other_the_first()
    {
        await using var tool = await ServeAsync(
            Write("first.test"), Write("*.shop.test"), Write("api.shop.test"), Write("both.test", "www.both.test"),
            Write("xn--mller-kva.test"));

        (await TlsClient.NameForAsync(tool, "first.test")).ShouldBe("first.test");
        (await TlsClient.NameForAsync(tool, "api.shop.test")).ShouldBe("api.shop.test");
        (await TlsClient.NameForAsync(tool, "API.Shop.Test")).ShouldBe("api.shop.test");
        (await TlsClient.NameForAsync(tool, "cart.shop.test")).ShouldBe("*.shop.test");
        (await TlsClient.NameForAsync(tool, "www.both.test")).ShouldBe("both.test");
        (await TlsClient.NameForAsync(tool, "müller.test")).ShouldBe("xn--mller-kva.test");

        (await TlsClient.NameForAsync(tool, "a.cart.shop.test")).ShouldBe("first.test"); // A wildcard is for one label.
        (await TlsClient.NameForAsync(tool, "shop.test")).ShouldBe("first.test");
        (await TlsClient.NameForAsync(tool, "unknown.test")).ShouldBe("first.test");
        (await TlsClient.NameForAsync(tool, "not_a_host_name")).ShouldBe("first.test");
        (await TlsClient.NameForAsync(tool, name: null)).ShouldBe("first.test");
    }

    [Fact]
    public async Task The_app_learns_the_name_that_the_client_asked_for()
    {
        await using var tool = await ServeAsync(Write("first.test"), Write("second.test"));
        using var client = new TlsClient(tool, "second.test");
        using var nameless = new TlsClient(tool);

        (await client.GetAsync()).ShouldContain("\nasked=second.test\n");
        (await nameless.GetAsync()).ShouldContain("\nasked=absent\n");
    }

    [Fact]
    public async Task A_key_file_belongs_to_the_certificate_at_the_same_place()
    {
        using var first = TestCertificate.Create("first.test");
        using var second = TestCertificate.Create("second.test");
        var (firstFile, secondFile) = (_folder.Write("1.pem", first.ExportCertificatePem()), _folder.Write("2.pem", second.BothPem()));
        var firstKey = _folder.Write("1.key", first.PrivateKeyPem());
        string[] certFiles = ["--certfile", firstFile, "--certfile", secondFile];

        await using (var tool = await ToolProcess.ServeAsync([.. Https, .. certFiles, "--keyfile", firstKey, "--keyfile", secondFile]))
            (await TlsClient.NameForAsync(tool, "second.test")).ShouldBe("second.test");

        var (exitCode, output) = await ToolProcess.RunAsync(
            ["serve", .. Https, .. certFiles, "--keyfile", secondFile, "--keyfile", firstKey]);
        exitCode.ShouldBe(ExitCode.Listen);
        output.ShouldContain($"--keyfile {secondFile}: the key is not that of the certificate in {firstFile}");
    }

    [Fact]
    public async Task A_certificate_whose_time_is_not_now_is_served_with_a_warning()
    {
        using var expired = TestCertificate.Create(["old.test"], issuer: null, days: -1);
        var expiredFile = _folder.Write("old.pem", expired.BothPem());

        await using var tool = await ServeAsync(Write("first.test"), expiredFile);

        var time = expired.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", null);
        tool.Output.ShouldContain($"--certfile {expiredFile}: the certificate expired on {time} UTC");
        tool.Output.Split("expired").Length.ShouldBe(2);
        (await TlsClient.NameForAsync(tool, "old.test")).ShouldBe("old.test");
    }

    private static string[] Https => [TestApps.One, "--bind", "https://127.0.0.1:0"];

    private static Task<ToolProcess> ServeAsync(params string[] files) =>
        ToolProcess.ServeAsync([.. Https, .. files.SelectMany(file => (string[])["--certfile", file])]);

    private string Write(params string[] names)
    {
        using var certificate = TestCertificate.Create(names, issuer: null, days: 1);
        return _folder.Write($"{names[0]}.pem".Replace('*', '_'), certificate.BothPem());
    }
}
