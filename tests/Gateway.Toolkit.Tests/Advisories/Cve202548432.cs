using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-48432",
    "Django",
    "A path with a line feed writes a line of its own into the log.",
    "Log lines escape what is not printable.")]
public sealed class Cve202548432
{
    [Theory]
    [InlineData("/a%0A127.0.0.1%20-%20-%20forged")]
    [InlineData("/a%0D%0Aforged")]
    [InlineData("/a%1B%5B2Jforged")]
    public async Task A_path_stays_within_its_line_of_the_log(string target)
    {
        var lines = new List<string>();
        GatewayApp app = (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Empty;
        };

        await new GatewayClient(app.Use(new AccessLog(lines.Add))).Get(target);

        lines.ShouldHaveSingleItem().TrimEnd('\n').Any(char.IsControl).ShouldBeFalse();
    }
}
