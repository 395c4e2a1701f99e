using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class CrashTests : IAsyncDisposable
{
    private readonly PythonApp _app;
    private readonly GatewayClient _client;

    public CrashTests()
    {
        var options = Support.Python.Options();
        options.Workers = 2;
        _app = new("behaviour:plain", options);
        _client = new(_app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [RequiringFact]
    public async Task A_request_that_kills_its_worker_gets_502_and_the_next_is_served()
    {
        (await _client.Post("/die", "")).StatusCode.ShouldBe(502);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_safe_request_is_tried_twice_and_not_more()
    {
        (await _client.Get("/die")).StatusCode.ShouldBe(502);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_worker_that_dies_in_its_response_breaks_it_off() =>
        await Should.ThrowAsync<ResponseAbortedException>(() => _client.Get("/die_after_block"));

    [RequiringFact]
    public async Task A_worker_that_is_killed_is_replaced()
    {
        await _app.StartAsync();
        var before = _app.ProcessIds;
        foreach (var process in before)
            Processes.Kill(process);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
        await Eventually.IsTrue(() => _app.ProcessIds.Count == 2 && !_app.ProcessIds.Intersect(before).Any());
    }

    [RequiringFact]
    public async Task No_get_is_lost_while_workers_are_killed()
    {
        await _app.StartAsync();
        var requests = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var request = 0; request < 50; request++)
                (await _client.Get("/sleep?0.002")).Text.ShouldBe("awake");
        }).ToList();
        var all = Task.WhenAll(requests);
        for (var kills = 0; kills < 5 && !all.IsCompleted; kills++)
        {
            // One at a time: a request may be tried on another worker once.
            await Eventually.IsTrue(() => _app.ProcessIds.Count == 2);
            Processes.Kill(_app.ProcessIds[0]);
        }

        await all;
    }
}
