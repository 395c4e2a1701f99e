using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2020-7695",
    "uvicorn",
    "A line feed in the name or the value of a header of the app splits the response.",
    "start_response refuses it; the client gets a 500 without the header.")]
public sealed class Cve20207695
{
    [Theory]
    [InlineData("X-A", "1\r\nSet-Cookie: evil=1")]
    [InlineData("X-A\r\nSet-Cookie: evil", "1")]
    [InlineData("X-A: 1\nSet-Cookie", "evil=1")]
    public async Task A_header_of_the_app_never_becomes_two(string name, string value)
    {
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            startResponse("200 OK", [(name, value)]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Head.Header("Set-Cookie").ShouldBeNull();
    }
}
