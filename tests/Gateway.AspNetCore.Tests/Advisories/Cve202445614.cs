using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-45614",
    "Puma",
    "A header with underscores (X_Forwarded_For) replaces the one that a proxy has set with dashes.",
    "Names that are more than letters, digits and dashes never reach the environ.")]
public sealed class Cve202445614
{
    [Theory]
    [InlineData("X_Forwarded_For")]
    [InlineData("X-Forwarded_For")]
    [InlineData("X.Forwarded.For")]
    public async Task A_name_that_could_pass_for_another_never_reaches_the_environ(string name)
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text(environ.Header("X-Forwarded-For") ?? "none");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", "X-Forwarded-For: 192.0.2.1", $"{name}: 198.51.100.1")).Text.ShouldBe("192.0.2.1");
        (await connection.GetAsync("/", $"{name}: 198.51.100.1")).Text.ShouldBe("none");
    }
}
