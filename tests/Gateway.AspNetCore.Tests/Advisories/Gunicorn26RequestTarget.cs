using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.0.0 (request target)",
    "gunicorn",
    "A target in authority or asterisk form, or a relative one, reaches the app as a path.",
    "They are refused, but for OPTIONS *.")]
public sealed class Gunicorn26RequestTarget
{
    [Theory]
    [InlineData("GET a:80 HTTP/1.1")]
    [InlineData("POST a.example:443 HTTP/1.1")]
    [InlineData("GET * HTTP/1.1")]
    [InlineData("GET hidden HTTP/1.1")]
    [InlineData("GET ../hidden HTTP/1.1")]
    [InlineData("GET ?a=1 HTTP/1.1")]
    [InlineData("CONNECT a:80 HTTP/1.1")]
    public async Task A_target_of_another_form_never_reaches_the_app(string requestLine)
    {
        var called = 0;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            Interlocked.Increment(ref called);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync(requestLine, "Host: a", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBeInRange(400, 501);
        called.ShouldBe(0);
    }
}
