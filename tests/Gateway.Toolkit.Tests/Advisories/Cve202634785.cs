using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34785",
    "rack",
    "A prefix for static files matches longer names: /css opens /css-private.",
    "Prefixes match on segment borders only.")]
public sealed class Cve202634785 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_prefix_of_files_matches_whole_segments_only()
    {
        _folder.Write("site.css", "css");
        AsyncGatewayApp site = new GatewayPipeline().Map("/css", new FileServer(_folder.Path)).Build();
        var client = new GatewayClient(site);

        (await client.Get("/css/site.css")).StatusCode.ShouldBe(200);
        (await client.Get("/css-private/site.css")).StatusCode.ShouldBe(404);
        (await client.Get("/cssx/site.css")).StatusCode.ShouldBe(404);
    }
}
