using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-61780",
    "rack",
    "A client names the header by which the server in front is told to send a file (X-Sendfile-Type).",
    "No request header chooses how a file is sent.")]
public sealed class Cve202561780 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("X-Sendfile-Type", "X-Accel-Redirect")]
    [InlineData("X-Accel-Mapping", "/=/internal/")]
    [InlineData("X-Sendfile", "/etc/passwd")]
    public async Task A_request_header_never_chooses_how_a_file_is_sent(string name, string value)
    {
        var response = await new GatewayClient(Response.File(_folder.Write("a.txt", "text"))).Get("/", (name, value));

        response.Text.ShouldBe("text");
        response.Headers.ShouldNotContain(header => header.Name.StartsWith("X-", StringComparison.OrdinalIgnoreCase));
    }
}
