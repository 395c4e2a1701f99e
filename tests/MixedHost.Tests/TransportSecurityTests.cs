namespace MixedHost.Tests;

public sealed class TransportSecurityTests
{
    [Fact]
    public async Task Hsts_is_told_over_https_only()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetTlsAsync("/app/whoami")).Header("Strict-Transport-Security").ShouldBe("max-age=31536000");
        (await site.GetAsync("/app/whoami")).Has("Strict-Transport-Security").ShouldBeFalse();
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_tls_it_is_https_all_the_same()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/app/account", "X-Forwarded-Proto: https", "X-Api-Key: wonderland");

        response.Status.ShouldBe(200);
        response.Has("Strict-Transport-Security").ShouldBeTrue();
    }

    [Fact]
    public async Task Plain_http_is_sent_to_https_before_the_app_is_asked()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/app/account/a%2Fb?c=d", "X-Api-Key: wonderland");

        response.Status.ShouldBe(308);
        response.Header("Location").ShouldBe($"https://a:{site.TlsPort}/app/account/a%2Fb?c=d");
        site.Calls("/app/account/a%2Fb").ShouldBe(0);
    }
}
