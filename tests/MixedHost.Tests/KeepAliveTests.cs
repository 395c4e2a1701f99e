namespace MixedHost.Tests;

public sealed class KeepAliveTests
{
    [Fact]
    public async Task One_connection_serves_files_endpoints_apps_and_errors_in_turn()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();

        foreach (var (target, status) in new[]
            { ("/alphabet.txt", 200), ("/hello", 200), ("/app/report", 200), ("/app/fault", 500), ("/nothing", 404), ("/app/whoami", 200) })
            (await connection.GetAsync(target)).Status.ShouldBe(status, target);
    }

    [Fact]
    public async Task A_client_that_asks_for_the_end_of_the_connection_gets_it_after_the_answer()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();

        (await connection.GetAsync("/app/report", "Connection: close")).LooksWhole.ShouldBeTrue();

        (await connection.ReceiveToEndAsync()).Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_sent_without_waiting_are_answered_in_their_order()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();

        await connection.SendAsync("GET /app/whoami/1 HTTP/1.1", "Host: a", "", "GET /hello HTTP/1.1", "Host: a", "",
            "GET /app/whoami/2 HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync()).Text.ShouldContain("/app/whoami/1\n");
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("Hello from a minimal API.\n");
        (await connection.ReceiveResponseAsync()).Text.ShouldContain("/app/whoami/2\n");
    }
}
