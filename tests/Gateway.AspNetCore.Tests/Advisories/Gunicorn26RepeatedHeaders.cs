using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.1.0 (repeated headers)",
    "gunicorn",
    "A second Host or Content-Type means one thing here and another for the server behind.",
    "Two that differ are refused; Host is refused even if they are alike.")]
public sealed class Gunicorn26RepeatedHeaders
{
    [Theory]
    [InlineData("Host: a", "Host: b")]
    [InlineData("Host: a", "Host: a")]
    [InlineData("Host: a", "Content-Type: text/plain", "Content-Type: text/html")]
    public async Task A_second_value_of_a_header_that_has_one_is_refused(params string[] headers)
    {
        var called = 0;
        await using var host = await GatewayHost.StartAsync((_, startResponse) =>
        {
            Interlocked.Increment(ref called);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync(["GET / HTTP/1.1", .. headers, "", ""]);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        called.ShouldBe(0);
    }
}
