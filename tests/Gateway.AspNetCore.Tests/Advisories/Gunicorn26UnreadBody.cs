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
    [Theory]
    [InlineData("Content-Length: 44")]
    [InlineData("Content-Length: 4400")]
    public async Task An_unread_body_is_never_the_next_request(string length)
    {
        var seen = new List<string>();
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            lock (seen)
                seen.Add(environ.PathInfo);
            startResponse("200 OK", []);
            return Body.Text("ok");
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", length, "", "GET /hidden HTTP/1.1", "Host: evil.example", "", "");
        connection.ShutdownSend();
        await connection.ReceiveToEndAsync();
        await host.StopAsync();

        seen.ShouldBe(["/"]);
    }
}
