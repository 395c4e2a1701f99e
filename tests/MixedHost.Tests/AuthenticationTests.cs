namespace MixedHost.Tests;

public sealed class AuthenticationTests
{
    [Fact]
    public async Task The_app_sees_who_has_authenticated_and_how()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetTlsAsync("/app/account", "X-Api-Key: wonderland");

        response.Status.ShouldBe(200);
        response.Text.ShouldContain("user: alice\nby: ApiKey\nrole: reader\n");
    }

    [Theory]
    [InlineData("X-Other: 1")]
    [InlineData("X-Api-Key:")]
    [InlineData("X-Api-Key: looking-glass")]
    [InlineData("X-Api-Key: wonderland\r\nX-Api-Key: wonderland")]
    [InlineData("Remote-User: alice")]
    public async Task Nobody_else_gets_through_to_the_app(string header)
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetTlsAsync("/app/account", header);

        response.Status.ShouldBe(401);
        response.Header("WWW-Authenticate").ShouldBe("ApiKey");
        site.Calls("/app/account").ShouldBe(0);
    }

    [Fact]
    public async Task Where_it_is_not_required_it_is_known_all_the_same()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync("/app/whoami", "X-Api-Key: wonderland")).Text.ShouldContain("user: alice\n");
        (await site.GetAsync("/app/whoami")).Text.ShouldContain("user: nobody\nby: nothing\nrole: none\n");
    }

    [Fact]
    public async Task A_user_without_a_key_is_refused_at_the_first_request()
    {
        await using var site = await RunningSite.StartAsync(("ApiKeys:bob", ""));

        (await site.GetAsync("/app/whoami")).Status.ShouldBe(500);

        (await site.Log.WaitForErrorAsync()).Exception!.Message.ShouldContain("ApiKeys:bob");
    }
}
