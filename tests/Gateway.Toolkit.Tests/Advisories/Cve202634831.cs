using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34831",
    "rack",
    "The length of an error response counts characters instead of bytes, so that the rest is taken for the next response.",
    "Every response in memory is measured in bytes, and hosts refuse a body of another length.")]
public sealed class Cve202634831
{
    [Theory]
    [InlineData("/caf%C3%A9-%E2%82%AC")]
    [InlineData("/%F0%9F%98%80")]
    public async Task The_length_of_a_404_with_a_foreign_path_is_that_of_its_bytes(string target)
    {
        var router = new Router();
        router.Get("/", _ => Response.Text("home"));
        var client = new GatewayClient(((AsyncGatewayApp)router).Use(new ErrorPages()));

        var response = await client.Get(target, ("Accept", "text/html"));

        response.StatusCode.ShouldBe(404);
        long.Parse(response.Headers["Content-Length"]!, provider: null).ShouldBe(response.Bytes.Length);
    }
}
