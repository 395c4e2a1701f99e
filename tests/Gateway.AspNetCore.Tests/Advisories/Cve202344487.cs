using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2023-44487",
    "HTTP/2 servers",
    "Streams are opened and reset at once, by the thousand: each costs the server work, and none counts as open (rapid reset).",
    "Kestrel ends such a connection, and the app goes on serving others.")]
public sealed class Cve202344487
{
    [Fact]
    public async Task Streams_reset_by_the_thousand_end_their_own_connection_only()
    {
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text("ok");
        }, setup => setup.Http2 = true);

        await RawHttp2.ResetStreamsAsync(host, count: 5_000);

        (await RawHttp2.GetStatusAsync(host)).ShouldBe(200);
    }
}
