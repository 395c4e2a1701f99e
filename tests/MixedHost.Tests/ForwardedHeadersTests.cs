namespace MixedHost.Tests;

public sealed class ForwardedHeadersTests
{
    [Fact]
    public async Task The_app_sees_the_client_the_scheme_and_the_host_that_the_proxy_saw()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync(
            "/app/whoami/x", "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: public.example");

        response.Text.ShouldContain("address: 192.0.2.7\n");
        response.Text.ShouldContain("url: https://public.example/app/whoami/x\n");
    }

    [Fact]
    public async Task What_the_proxy_has_taken_off_the_path_is_in_the_url_again()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync("/app/whoami/x", "X-Forwarded-Prefix: /outer")).Text.ShouldContain("url: http://a/outer/app/whoami/x\n");
    }

    [Fact]
    public async Task Only_the_last_hop_is_believed_and_not_what_the_client_put_before_it()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync("/app/whoami", "X-Forwarded-For: 6.6.6.6, 192.0.2.7")).Text.ShouldContain("address: 192.0.2.7\n");
    }
}
