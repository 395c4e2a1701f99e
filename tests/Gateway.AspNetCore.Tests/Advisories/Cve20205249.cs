using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2020-5249",
    "Puma",
    "A carriage return in a header value of the app splits the response (so does a line feed: CVE-2020-5247).",
    "start_response refuses every control character, in names, values and status.")]
public sealed class Cve20205249
{
    [Theory]
    [InlineData("a\rX-Evil: 1")]
    [InlineData("a\nX-Evil: 1")]
    [InlineData("a\r\n\r\nbody")]
    public async Task A_line_end_in_a_header_value_never_reaches_the_wire(string value)
    {
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            startResponse("200 OK", [("Location", value)]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Has("X-Evil").ShouldBeFalse();
        response.Has("Location").ShouldBeFalse();
    }
}
