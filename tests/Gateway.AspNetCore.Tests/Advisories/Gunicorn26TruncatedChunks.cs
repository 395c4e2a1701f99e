using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.1.0 (truncated chunks)",
    "gunicorn",
    "A chunked body without the empty line at its end is taken for a whole one.",
    "Reading it fails, and the response is not a success.")]
public sealed class Gunicorn26TruncatedChunks
{
    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n")]
    [InlineData("5\r\nhello\r\n0")]
    [InlineData("5\r\nhello\r\n")]
    [InlineData("5\r\nhel")]
    public async Task A_body_that_is_cut_short_never_looks_whole(string body)
    {
        var whole = 0;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.Input.CopyTo(Stream.Null);
            Interlocked.Increment(ref whole);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", body);
        connection.ShutdownSend();
        await connection.ReceiveToEndAsync();
        await host.StopAsync();

        whole.ShouldBe(0);
    }
}
