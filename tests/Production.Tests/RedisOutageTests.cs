using StackExchange.Redis;

namespace Production.Tests;

[Requires(RedisServer.Program)]
public sealed class RedisOutageTests : IAsyncLifetime
{
    private readonly TwoInstances _site = new();

    public Task InitializeAsync() => _site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [RequiringFact]
    public async Task Without_Redis_the_site_is_unavailable_and_afterwards_goes_on_as_before()
    {
        var redis = TwoInstances.ConnectionOf(_site.First);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var restored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        redis.ConnectionFailed += (_, connection) => Note(connection, lost);
        redis.ConnectionRestored += (_, connection) => Note(connection, restored);
        var before = await TwoInstances.GetAsync(_site.First, "/visits", "203.0.113.1");
        (await TwoInstances.GetAsync(_site.First, "/healthz/ready", "203.0.113.1")).Status.ShouldBe(200);

        await _site.Redis.StopAsync();
        await lost.Task.WaitAsync(TestTimeout.Limit);
        foreach (var path in (string[])["/visits", "/articles"])
        {
            var refused = await TwoInstances.GetAsync(_site.First, path, "203.0.113.1", before.Cookie);
            refused.Status.ShouldBe(503);
            refused.Body.ShouldContain("Sessions and rate limits cannot be reached");
            refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        }

        (await TwoInstances.GetAsync(_site.First, "/healthz/ready", "203.0.113.1")).Status.ShouldBe(503);
        (await TwoInstances.GetAsync(_site.First, "/healthz", "203.0.113.1")).Status.ShouldBe(200);

        await _site.Redis.StartAsync();
        await restored.Task.WaitAsync(TestTimeout.Limit);
        (await TwoInstances.GetAsync(_site.First, "/visits", "203.0.113.1", before.Cookie)).Body.ShouldBe("Visit 2\n");
        (await TwoInstances.GetAsync(_site.First, "/healthz/ready", "203.0.113.1")).Status.ShouldBe(200);
    }

    // Commands have a connection of their own, which messages do not use.
    private static void Note(ConnectionFailedEventArgs connection, TaskCompletionSource signal)
    {
        if (connection.ConnectionType == ConnectionType.Interactive)
            signal.TrySetResult();
    }
}
