using System.Net;

namespace JsonApi.Tests;

public sealed class TrustedProxyTests
{
    private static readonly AsyncGatewayApp WhoAsks = (environ, startResponse) =>
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return new(Body.Text($"{environ.RemoteAddr} {environ.ContainsKey("REMOTE_PORT")}"));
    };

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "2001:db8::1", "2001:db8::1")]
    [InlineData("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "198.51.100.1, 203.0.113.9,10.1.2.3", "203.0.113.9")]
    [InlineData("127.0.0.1", "nonsense, 10.1.2.3", "10.1.2.3")]
    public async Task What_a_trusted_proxy_says_of_the_client_is_believed(string peer, string forwardedFor, string client)
    {
        var answer = await CallAsync(peer, forwardedFor);

        answer.Body.ShouldBe($"{client} False");
        answer.Header("Via").ShouldBe("1.1 articles");
        answer.Header("Content-Type").ShouldBe("text/plain");
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("::1")]
    [InlineData(null)]
    public async Task What_anyone_else_says_is_not(string? peer)
    {
        var answer = await CallAsync(peer, "198.51.100.1");

        answer.Body.ShouldBe($"{peer} True");
        answer.Header("Via").ShouldBeNull();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Nonsense_from_a_trusted_proxy_changes_nothing(string forwardedFor) =>
        (await CallAsync("127.0.0.1", forwardedFor)).Body.ShouldStartWith("127.0.0.1 ");

    [Fact]
    public async Task Unless_told_otherwise_the_api_trusts_nobody()
    {
        using var folder = new TempFolder();
        await using var database = Database.Of(null, folder.File("articles.db"));
        var app = ArticleApi.Create(new ArticleStore(database), TrustedProxy.ParseNetworks(null));
        var environ = Environ.ForRequest("GET", "/healthz").With("HTTP_X_FORWARDED_FOR", "198.51.100.1");

        (await app.CallAsync(environ)).Header("Via").ShouldBeNull();
        environ.RemoteAddr.ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("127.0.0.1/32", 1)]
    [InlineData(" 127.0.0.1/32, ::1/128 ,", 2)]
    public void The_setting_is_a_list_of_networks(string setting, int count) => TrustedProxy.ParseNetworks(setting).Count.ShouldBe(count);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1/32 10.0.0.0/8")]
    public void A_setting_that_is_none_is_named(string setting) =>
        Should.Throw<FormatException>(() => TrustedProxy.ParseNetworks(setting))
            .Message.ShouldStartWith($"Proxy:Trusted holds '{setting}'");

    private static Task<Answer> CallAsync(string? peer, string forwardedFor)
    {
        var environ = Environ.ForRequest().With("REMOTE_PORT", "4711").With("HTTP_X_FORWARDED_FOR", forwardedFor);
        environ.RemoteAddr = peer;
        var proxy = new TrustedProxy([IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("10.0.0.0/8")]);
        return WhoAsks.Use(proxy.Middleware).CallAsync(environ);
    }
}
