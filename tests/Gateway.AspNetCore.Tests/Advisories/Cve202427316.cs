using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-27316",
    "HTTP/2 servers",
    "A head of endless CONTINUATION frames fills the memory.",
    "Kestrel limits the size of a head and ends the connection.")]
public sealed class Cve202427316
{
    [Fact]
    public async Task A_head_without_an_end_ends_the_connection()
    {
        var called = 0;
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            Interlocked.Increment(ref called);
            startResponse("200 OK", []);
            return Body.Text("ok");
        }, setup => setup.Http2 = true);

        (await RawHttp2.IsCutOffAsync(host, frames: 1_000)).ShouldBeTrue();

        called.ShouldBe(0);
        (await RawHttp2.GetStatusAsync(host)).ShouldBe(200);
    }
}
