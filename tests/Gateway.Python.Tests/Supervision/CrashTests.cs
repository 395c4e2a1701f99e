using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class CrashTests : IAsyncLifetime
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

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [RequiringFact]
    public async Task A_request_that_kills_its_worker_gets_502_and_the_next_is_served()
    {
        (await _client.Post("/die", "")).StatusCode.ShouldBe(502);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringTheory]
    [InlineData("/announce_and_die")]
    [InlineData("/announce_and_die?file")]
    public async Task A_worker_that_dies_after_the_head_and_before_the_first_byte_is_a_502(string target)
    {
        (await _client.Get(target)).StatusCode.ShouldBe(502);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_safe_request_is_tried_twice_and_not_more()
    {
        (await _client.Get("/die")).StatusCode.ShouldBe(502);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_safe_request_is_tried_once_where_the_options_say_so()
    {
        var options = Support.Python.Options();
        (options.Workers, options.RetriesSafeMethods) = (2, false);
        await using var app = new PythonApp("behaviour:plain", options);
        await app.StartAsync();
        var before = app.ProcessIds;
        (await new GatewayClient(app).Get("/die")).StatusCode.ShouldBe(502);
        await Eventually.IsTrue(() => app.ProcessIds.Count == 2 && app.ProcessIds.Except(before).Count() == 1);
    }

    [RequiringFact]
    public async Task A_worker_that_dies_again_and_again_is_started_after_growing_delays()
    {
        using var source = new TemporaryApp("alive");
        var log = new System.Collections.Concurrent.ConcurrentQueue<PythonLogEntry>();
        var options = Support.Python.Options(log);
        options.Directory = source.Folder;
        await using var app = new PythonApp("app", options);
        (await new GatewayClient(app).Get("/")).Text.ShouldBe("alive"); // One that has served is replaced at once.
        source.Write("import os\nos._exit(7)\n");
        Processes.Kill(app.ProcessIds[0]);
        await Eventually.IsTrue(() => log.Any(Announces("00:00:00.2")) && log.Any(Announces("00:00:00.4")));
        source.Answer("alive again");
        (await new GatewayClient(app).Get("/")).Text.ShouldBe("alive again");

        static Func<PythonLogEntry, bool> Announces(string delay) =>
            entry => entry.Message.Contains($"The next attempt is in {delay}", StringComparison.Ordinal);
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
        {
            Processes.Kill(process);
            await Processes.Gone(process); // Two that die under the same request are one more than it is tried again for.
        }

        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
        await Eventually.IsTrue(() => _app.ProcessIds.Count == 2 && !_app.ProcessIds.Intersect(before).Any());
    }

    [RequiringFact]
    public async Task No_get_is_lost_while_workers_are_killed()
    {
        await _app.StartAsync();
        var enough = false;
        var served = new int[8];
        var clients = Enumerable.Range(0, served.Length).Select(async client =>
        {
            while (!Volatile.Read(ref enough))
            {
                (await _client.Get("/sleep?0.002")).Text.ShouldBe("awake");
                Interlocked.Increment(ref served[client]);
            }
        }).ToList();

        for (var kills = 0; kills < 10; kills++)
        {
            await Eventually.IsTrue(() => _app.ProcessIds.Count == 2);
            Processes.Kill(_app.ProcessIds[0]);

            // A request is tried on another worker once, so each that this kill may have met has to end before the next.
            var before = (int[])served.Clone();
            await Eventually.IsTrue(() =>
                clients.Exists(client => client.IsFaulted) || before.Zip(served).All(count => count.Second > count.First));
        }

        Volatile.Write(ref enough, true);
        await Task.WhenAll(clients);
    }
}
