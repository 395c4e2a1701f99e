using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-49769",
    "waitress",
    "Clients that connect and leave before the server asks for their address make it spin or leak.",
    "A connection that is gone costs nothing; the server goes on.")]
public sealed class Cve202449769
{
    [Fact]
    public async Task Connections_that_are_reset_at_once_leave_nothing_behind()
    {
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Empty;
        });

        for (var attempt = 0; attempt < 100; attempt++)
        {
            await using var connection = await host.ConnectAsync();
            if (attempt % 2 == 1)
                await connection.SendAsync("GET / HTTP/1.1", "Host");
            connection.Reset();
        }

        await using var next = await host.ConnectAsync();
        await next.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Warnings.ShouldBeEmpty();
    }
}
