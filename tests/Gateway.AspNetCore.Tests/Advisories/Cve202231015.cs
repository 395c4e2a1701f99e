using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2022-31015",
    "waitress",
    "An app error at the wrong moment ends the thread that serves, and the server stops answering.",
    "A failure ends its own request only.")]
public sealed class Cve202231015
{
    [Fact]
    public async Task Failures_in_every_position_leave_a_server_that_serves()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            if (environ.PathInfo == "/call")
                throw new InvalidOperationException("thrown on purpose");
            startResponse("200 OK", []);
            return Fail(environ.PathInfo);
        });

        foreach (var path in (string[])["/call", "/first", "/second", "/close"])
        {
            for (var attempt = 0; attempt < 20; attempt++)
            {
                await using var connection = await host.ConnectAsync();
                await connection.SendAsync($"GET {path} HTTP/1.1", "Host: a", "Connection: close", "", "");
                await connection.ReceiveToEndAsync();
            }
        }

        await using var next = await host.ConnectAsync();
        await next.ShouldStillServeAsync();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Fail(string path)
    {
        try
        {
            if (path == "/first")
                throw new InvalidOperationException("thrown on purpose");
            yield return "block"u8.ToArray();
            if (path == "/second")
                throw new InvalidOperationException("thrown on purpose");
        }
        finally
        {
            FailAtClose(path);
        }
    }

    private static void FailAtClose(string path)
    {
        if (path == "/close")
            throw new InvalidOperationException("thrown on purpose");
    }
}
