using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34830",
    "rack",
    "A header of the client is used as a pattern that maps paths for X-Accel-Redirect.",
    "No request header has a say in where a file is or how it is sent.")]
public sealed class Cve202634830 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/(.*)=/etc/$1")]
    [InlineData("(a+)+$=/x")]
    [InlineData("/=/internal/, /a=/b")]
    public async Task A_mapping_sent_by_the_client_changes_nothing(string mapping)
    {
        _folder.Write("a.txt", "text");
        var client = new GatewayClient(new FileServer(_folder.Path));

        var response = await client.Get("/a.txt", ("X-Accel-Mapping", mapping), ("X-Sendfile-Type", "X-Accel-Redirect"));

        response.Text.ShouldBe("text");
        response.Headers.ShouldNotContain(header => header.Name.StartsWith("X-Accel", StringComparison.OrdinalIgnoreCase));
    }
}
