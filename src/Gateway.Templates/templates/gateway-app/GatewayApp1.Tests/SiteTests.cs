using Gateway;
using Gateway.Testing;

/// <summary>Calls the app in memory, without a server. The linter checks the app's side of the contract.</summary>
public sealed class SiteTests
{
    private readonly GatewayClient _client = new(Site.App.Use(Lint.Check));

    [Fact]
    public async Task The_start_page_says_hello()
    {
        var response = await _client.Get("/");

        Assert.Equal("200 OK", response.Status);
        Assert.Equal("Hello World!\n", response.Text);
    }
#if (toolkit)

    [Fact]
    public async Task A_name_in_the_path_is_greeted() => Assert.Equal("Hello gateway!\n", (await _client.Get("/hello/gateway")).Text);

    [Fact]
    public async Task A_page_that_does_not_exist_is_404() => Assert.Equal(404, (await _client.Get("/nothing")).StatusCode);
#endif
}
