using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.0.0 (keep-alive with an unread body)",
    "gunicorn",
    "The rest of a body that the app did not read is taken for the next request.",
    "The rest is read away, or the connection ends.")]
public sealed class Gunicorn26UnreadBody
{
    private const int Rounds = 100;

    // Kestrel alone calls the app for the hidden request in nearly every round: the client's end stops it reading the body away.
    [Theory]
    [InlineData("Content-Length: 44")]
    [InlineData("Content-Length: 4400")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task An_unread_body_is_never_the_next_request(string framing)
    {
        var hidden = 0;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            if (environ.PathInfo == "/hidden")
                Interlocked.Increment(ref hidden);
            startResponse("200 OK", []);
            return Body.Text("ok");
        });
        string[] chunk = framing[0] == 'T' ? ["2c"] : [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var connection = await host.ConnectAsync();
            await connection.SendAsync(
                ["POST / HTTP/1.1", "Host: a", framing, "", .. chunk, "GET /hidden HTTP/1.1", "Host: evil.example", "", ""]);
            connection.ShutdownSend();
            await connection.ReceiveToEndAsync();
        }

        await host.StopAsync();
        hidden.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_goes_on_after_a_whole_body_that_was_not_read()
    {
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text("unread");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "", "hello");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("unread");
        await connection.ShouldStillServeAsync();
    }
}
