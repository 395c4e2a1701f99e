using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.0.0 (trailers)",
    "gunicorn",
    "A trailer named Content-Length, Host or X-Forwarded-Proto is taken for a header.",
    "Trailers never become entries of environ, and never change how the next request is found.")]
public sealed class Gunicorn26Trailers
{
    [Theory]
    [InlineData("Content-Length: 60")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Host: evil.example")]
    [InlineData("X-Forwarded-Proto: https")]
    [InlineData("Authorization: Basic x")]
    public async Task A_trailer_is_never_a_header(string trailer)
    {
        var seen = new List<string>();
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.Input.CopyTo(Stream.Null);
            var value = trailer[(trailer.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (environ.PathInfo == "/trailers")
                seen.AddRange(environ.Where(entry => (entry.Value as string) == value).Select(entry => entry.Key));
            startResponse("200 OK", []);
            return Body.Text("ok");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "POST /trailers HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "Trailer: X", "", "5", "hello", "0", trailer, "", "");
        await connection.ReceiveResponseAsync();

        seen.ShouldBeSubsetOf(["HTTP_TRANSFER_ENCODING"]); // The header itself, whose value is that of one trailer.
        await using var next = await host.ConnectAsync();
        await next.ShouldStillServeAsync();
    }
}
