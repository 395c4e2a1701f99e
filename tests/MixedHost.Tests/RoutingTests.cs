using System.Net.WebSockets;
using System.Text;

namespace MixedHost.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/hello", "Hello from a minimal API.\n")]
    [InlineData("/healthz", "Healthy")]
    [InlineData("/", "A gateway app takes whatever no endpoint takes.\n")]
    public async Task Endpoints_come_first_and_the_fallback_takes_the_rest(string target, string expected)
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync(target)).Text.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/app/whoami", "http://a/app/whoami")]
    [InlineData("/app/whoami/", "http://a/app/whoami/")]
    [InlineData("/app/whoami/x%20y?z", "http://a/app/whoami/x%20y?z")]
    public async Task An_app_below_a_prefix_knows_its_url(string target, string url)
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync(target)).Text.ShouldStartWith($"url: {url}\n");
    }

    [Theory]
    [InlineData("/app")]
    [InlineData("/app/whoamI2")]
    [InlineData("/elsewhere")]
    public async Task An_empty_404_of_the_fallback_is_filled_with_problem_details(string target)
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync(target, "Accept: application/json");

        response.Status.ShouldBe(404);
        response.Header("Content-Type").ShouldBe("application/problem+json");
        response.Text.ShouldContain("\"status\":404");
        site.Calls(target).ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_of_an_app_is_answered_with_problem_details_that_give_nothing_away()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/app/fault", "Accept: application/json");

        response.Status.ShouldBe(500);
        response.Header("Content-Type").ShouldBe("application/problem+json");
        response.Text.ShouldNotContain("secret");
        (await site.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe("The secret of the fault.");
    }

    [Fact]
    public async Task Requests_to_apps_are_in_the_log_of_aspnetcore()
    {
        await using var site = await RunningSite.StartAsync();

        await site.GetAsync("/app/whoami/logged");

        await site.Log.WaitForAsync(
            record => record.Category.Contains("HttpLogging", StringComparison.Ordinal)
                && record.Message.Contains("Path: /app/whoami/logged", StringComparison.Ordinal));
        await site.Log.WaitForAsync(
            record => record.Category.Contains("HttpLogging", StringComparison.Ordinal)
                && record.Message.Contains("StatusCode: 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_websocket_passes_everything_that_stands_in_front()
    {
        await using var site = await RunningSite.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Api-Key", "wonderland");
        var buffer = new byte[100];

        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{site.Port}/app/talk"), CancellationToken.None).WaitAsync(TestRun.Patience);
        var greeting = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TestRun.Patience);
        Encoding.UTF8.GetString(buffer, 0, greeting.Count).ShouldBe("hello, alice");
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None)
            .WaitAsync(TestRun.Patience);
        var echo = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TestRun.Patience);
        Encoding.UTF8.GetString(buffer, 0, echo.Count).ShouldBe("ping");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None).WaitAsync(TestRun.Patience);

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task A_websocket_without_a_key_is_refused_before_the_app()
    {
        await using var site = await RunningSite.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{site.Port}/app/talk"), CancellationToken.None).WaitAsync(TestRun.Patience));

        socket.HttpStatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        site.Calls("/app/talk").ShouldBe(0);
    }
}
