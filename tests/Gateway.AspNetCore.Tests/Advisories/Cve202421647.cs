using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-21647",
    "Puma",
    "Endless chunk extensions keep the server busy without a byte of body.",
    "Kestrel counts them against the request body limit and the minimum rate; the connection ends.")]
public sealed class Cve202421647
{
    [Fact]
    public async Task Endless_chunk_extensions_end_the_connection()
    {
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                environ.Input.CopyTo(Stream.Null);
                startResponse("200 OK", []);
                return Body.Empty;
            },
            setup => setup.Kestrel = kestrel => kestrel.Limits.MaxRequestBodySize = 10_000);
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "");

        var sent = 0;
        try
        {
            for (; sent < 10_000_000; sent += 1000)
                await connection.SendBytesAsync(System.Text.Encoding.ASCII.GetBytes("1;" + new string('x', 995) + "\r\na\r\n"));
        }
        catch (IOException)
        {
            // The server has closed.
        }

        sent.ShouldBeLessThan(10_000_000);
        await using var next = await host.ConnectAsync();
        await next.ShouldStillServeAsync();
    }
}
