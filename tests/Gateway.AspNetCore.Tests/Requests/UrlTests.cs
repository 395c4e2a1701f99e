using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>PEP 3333's URL reconstruction, over a real request.</summary>
public sealed class UrlTests
{
    [Theory]
    [InlineData("/", "a", "http://a/")]
    [InlineData("/x?q=1", "a:81", "http://a:81/x?q=1")]
    [InlineData("/a%2Fb", "a", "http://a/a%2Fb")]
    [InlineData("/a%252Fb", "a", "http://a/a%252Fb")]
    [InlineData("/a%20b", "a", "http://a/a%20b")]
    [InlineData("/caf%C3%A9", "a", "http://a/caf%C3%A9")]
    [InlineData("/x", "[::1]:5099", "http://[::1]:5099/x")]
    [InlineData("//evil/x", "a", "http://a//evil/x")]
    [InlineData("/a%3Fb%23c", "a", "http://a/a%3Fb%23c")]
    [InlineData("/?a=%2F&b", "a", "http://a/?a=%2F&b")]
    public async Task The_url_is_rebuilt_without_encoding_twice(string target, string hostHeader, string expected)
    {
        var answer = new Answer<string>();
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            answer.Set(environ.Url.AbsoluteUri);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync($"GET {target} HTTP/1.1", $"Host: {hostHeader}", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);
        (await answer.GetAsync()).ShouldBe(expected);
    }
}
