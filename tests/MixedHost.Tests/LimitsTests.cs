namespace MixedHost.Tests;

public sealed class LimitsTests
{
    [Fact]
    public async Task Past_the_limit_a_request_is_answered_429_without_the_app()
    {
        await using var site = await RunningSite.StartAsync();
        await using var first = await site.ConnectAsync();
        await first.SendAsync("POST /app/import HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "");
        await first.SendChunkAsync("held");
        await first.ReceiveHeadAsync();
        (await first.ReceiveChunkAsync()).ShouldBe("held");

        (await site.GetAsync("/app/import")).Status.ShouldBe(429);
        (await site.GetAsync("/app/whoami")).Status.ShouldBe(200);
        site.Calls("/app/import").ShouldBe(1);

        // The place is free again when the app's body has ended, not before.
        await first.SendAsync("0", "", "");
        (await first.ReceiveChunkAsync()).ShouldBe("");
        await site.Log.WaitForAsync(
            record => record.Message.Contains("StatusCode: 200", StringComparison.Ordinal)
                && record.Category.Contains("HttpLogging", StringComparison.Ordinal));
        (await first.GetAsync("/app/import")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_app_past_its_time_is_told_and_the_client_is_answered_504()
    {
        await using var site = await RunningSite.StartAsync(("Timeouts:Patience", "00:00:00.1"));
        await using var connection = await site.ConnectAsync();

        (await connection.GetAsync("/app/slow")).Status.ShouldBe(504);

        await site.Log.WaitForAsync(record => record.Message == "nobody waits any more");
        (await connection.GetAsync("/hello")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_answer_that_has_begun_by_then_is_cut_off_and_does_not_look_whole()
    {
        await using var site = await RunningSite.StartAsync(("Timeouts:Patience", "00:00:00.1"));

        var response = await site.GetAsync("/app/slow/begun");

        response.Text.ShouldBe("begun\n");
        response.LooksWhole.ShouldBeFalse();
        await site.Log.WaitForAsync(record => record.Message == "nobody waits any more");
    }

    [Fact]
    public async Task Who_leaves_is_no_error_though_a_timeout_stands_in_front()
    {
        await using var site = await RunningSite.StartAsync(("Timeouts:Patience", "1.00:00:00"));
        var connection = await site.ConnectAsync();
        await connection.SendAsync("GET /app/slow/begun HTTP/1.1", "Host: a", "", "");
        await connection.ReceiveHeadAsync();

        connection.Reset();

        await site.Log.WaitForAsync(record => record.Message == "nobody waits any more");
        await site.DisposeAsync();
        site.Log.Errors.ShouldAllBe(
            record => record.Category == "Gateway.AspNetCore.Errors", "All that is there is what the app itself has said.");
    }
}
