using System.Globalization;
using System.Net;

namespace Gateway.Tool.Tests.Support;

/// <summary>An authority that issues certificates by ACME: Pebble, and a DNS server that knows every name as this machine.</summary>
internal sealed class AcmeAuthority : IAsyncDisposable
{
    private readonly TestProcess _names;
    private readonly TestProcess _pebble;

    private AcmeAuthority(TestProcess names, TestProcess pebble, int port, string certificateFile) =>
        (_names, _pebble, Url, CertificateFile) = (names, pebble, new Uri($"https://localhost:{port}/dir"), certificateFile);

    /// <summary>Where ACME clients begin.</summary>
    public Uri Url { get; }

    /// <summary>The certificate of that address, which clients have to trust.</summary>
    public string CertificateFile { get; }

    /// <summary>Starts an authority that asks for challenges at a port of this machine.</summary>
    public static async Task<AcmeAuthority> StartAsync(TempFolder folder, int challengePort)
    {
        using var certificate = TestCertificate.Create("localhost");
        var certificateFile = folder.Write("pebble.pem", certificate.ExportCertificatePem());
        var (port, managementPort, namesPort) = (FreePort.Find(), FreePort.Find(), FreePort.Find());
        var config = folder.Write("pebble.json", $$"""
            {
              "pebble": {
                "listenAddress": "127.0.0.1:{{port}}",
                "managementListenAddress": "127.0.0.1:{{managementPort}}",
                "certificate": "{{certificateFile}}",
                "privateKey": "{{folder.Write("pebble.key", certificate.PrivateKeyPem())}}",
                "httpPort": {{challengePort}},
                "tlsPort": {{challengePort}}
              }
            }
            """);
        var dns = $"127.0.0.1:{namesPort.ToString(CultureInfo.InvariantCulture)}";
        var names = TestProcess.Start(
            "pebble-challtestsrv",
            ["-dns01", dns, "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", "",
                "-management", $"127.0.0.1:{FreePort.Find()}"]);
        await names.ListeningAsync(new IPEndPoint(IPAddress.Loopback, namesPort));
        var pebble = TestProcess.Start(
            Requirement.PathOf("pebble"), ["-config", config, "-dnsserver", dns], folder.Path,
            ("PEBBLE_VA_NOSLEEP", "1"), ("PEBBLE_WFE_NONCEREJECT", "0"));
        await pebble.ListeningAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new(names, pebble, port, certificateFile);
    }

    public async ValueTask DisposeAsync()
    {
        await _pebble.DisposeAsync();
        await _names.DisposeAsync();
    }
}
