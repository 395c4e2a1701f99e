using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.0.0 (draining)",
    "gunicorn",
    "The connection is reset while the client still sends, and the response is lost with it.",
    "What the client sends is read for a while after the response (RFC 9112, 9.6).")]
public sealed class Gunicorn26Draining
{
    [Fact]
    public async Task A_client_that_still_sends_gets_the_whole_response()
    {
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            startResponse("403 Forbidden", []);
            return Body.Text(new string('x', 50_000));
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Connection: close", "Content-Length: 200000", "", "");
        await connection.SendBytesAsync(new byte[100_000]);

        var response = await connection.ReceiveResponseAsync();
        await connection.SendBytesAsync(new byte[100_000]);

        response.Status.ShouldBe(403);
        response.Text.Length.ShouldBe(50_000);
        (await connection.ReceiveToEndAsync()).Ending.ShouldBe(Ending.Fin);
    }
}
