using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2020-7694",
    "uvicorn",
    "A decoded path with control characters writes lines of its own into the log, or drives the terminal.",
    "The line per request escapes what is not printable.")]
public sealed class Cve20207694
{
    [Fact]
    public async Task A_line_end_in_a_path_stays_inside_its_line_of_wsgi_errors()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.Errors.WriteLine(environ.PathInfo.Replace('\n', '\u0085'));
            environ.Errors.WriteLine("\u001b[2J" + environ.PathInfo.Length);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/a%0d%0aforged%1b%5b2J");
        await host.StopAsync();

        host.Log.Errors.Count.ShouldBe(2);
        host.Log.Errors.ShouldAllBe(record => !record.Message.Any(char.IsControl));
    }
}
