namespace MixedHost.Tests;

public sealed class SharingTests
{
    [Fact]
    public async Task A_preflight_is_answered_without_the_app()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();

        await connection.SendAsync("OPTIONS /app/whoami HTTP/1.1", "Host: a", "Origin: https://partner.example",
            "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-api-key", "", "");
        var response = await connection.ReceiveResponseAsync();

        response.Status.ShouldBe(204);
        response.Header("Access-Control-Allow-Origin").ShouldBe("https://partner.example");
        response.Header("Access-Control-Allow-Methods").ShouldBe("GET,PUT");
        response.Header("Access-Control-Allow-Headers").ShouldBe("X-Api-Key");
        site.Calls("/app/whoami").ShouldBe(0);
    }

    [Theory]
    [InlineData("https://partner.example", "https://partner.example")]
    [InlineData("https://stranger.example", null)]
    public async Task An_answer_of_the_app_may_be_read_by_whom_the_policy_names(string origin, string? allowed)
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/app/whoami", $"Origin: {origin}");

        response.Status.ShouldBe(200);
        response.Header("Access-Control-Allow-Origin").ShouldBe(allowed);
    }

    [Fact]
    public async Task An_app_without_the_policy_is_shared_with_nobody()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync("/app/echo", "Origin: https://partner.example")).Has("Access-Control-Allow-Origin").ShouldBeFalse();
    }
}
