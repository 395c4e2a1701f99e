using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JsonApi.Tests;

/// <summary><see cref="ServedApiTests"/> over sockets, and what only sockets have.</summary>
public sealed class KestrelTests(KestrelJsonApiFactory factory) : ServedApiTests(factory), IClassFixture<KestrelJsonApiFactory>
{
    [Fact]
    public async Task A_trusted_proxy_shows_in_Via()
    {
        using var answer = await SendAsync(
            HttpMethod.Get, new Uri("/healthz", UriKind.Relative),
            change: request => request.Headers.Add("X-Forwarded-For", "203.0.113.9"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Via.ToString().ShouldBe("1.1 articles");
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "5\r\n{\"tit\r\nnonsense\r\n", "400 Bad Request")]
    [InlineData("Content-Length: 65537", "", "413 Content Too Large")]
    public async Task A_body_that_cannot_be_read_is_a_problem(string framing, string body, string status)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{framing}\r\n\r\n{body}"));
        using var reader = new StreamReader(stream, Encoding.ASCII);

        var head = new List<string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            head.Add(line);
        head.ShouldNotBeEmpty();
        head[0].ShouldBe($"HTTP/1.1 {status}");
        head.ShouldContain("Content-Type: application/problem+json");
    }

    [Fact]
    public void It_is_Kestrel_indeed() => Client.BaseAddress!.Port.ShouldNotBe(80);
}
