using System.Net;
using Gateway.Cgi.Tests.Servers;

namespace Gateway.Cgi.Tests.Proxies;

/// <summary>nginx on port 80 with the configuration of docs/tls.md.</summary>
[Requires("nginx")]
public sealed class AcmeChallengeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RequiringFact]
    public async Task Challenges_are_served_and_everything_else_is_sent_to_https()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        _folder.Write(".well-known/acme-challenge/token", "token.thumbprint");
        var site = MarkdownPage.Read("docs/tls.md").Section("ACME").Blocks("nginx").Single();
        await using var nginx = await WebServer.StartNginxAsync(site, ("/var/lib/myapp/acme", _folder.Path));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{nginx.Port}"), DefaultRequestHeaders = { Host = "example.org" },
        };

        (await client.GetStringAsync("/.well-known/acme-challenge/token")).ShouldBe("token.thumbprint");
        using var other = await client.GetAsync(new Uri("/articles?page=2", UriKind.Relative));
        other.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        other.Headers.Location.ShouldBe(new Uri("https://example.org/articles?page=2"));
    }
}
