using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>W-135: a synchronous app may block. It holds up nobody else, and what it cannot take on is told so.</summary>
public sealed class BlockingAppTests
{
    // How many calls may hold a pool thread before the app has proven short.
    private static readonly int Inline = Math.Max(1, Environment.ProcessorCount - 1);

    [Fact]
    public async Task Forty_requests_that_block_do_not_hold_up_an_asynchronous_neighbour()
    {
        using var app = new GatedApp();
        await using var host = await GatewayHost.StartPipelineAsync(server =>
        {
            server.Map("/neighbour", branch => branch.UseGatewayApp((AsyncGatewayApp)(async (environ, startResponse) =>
            {
                await Task.Yield();
                startResponse("200 OK", []);
                return Body.Text("here");
            })));
            server.UseGatewayApp(app.Call);
        });
        var blocked = await app.OccupyAsync(host, 40);

        await using var connection = await host.ConnectAsync();
        (await connection.GetAsync("/neighbour")).Text.ShouldBe("here");

        app.Open();
        foreach (var answer in await Task.WhenAll(blocked))
            answer.Text.ShouldBe("through");
    }

    [Fact]
    public async Task The_threads_of_the_process_are_set_as_before()
    {
        var before = PoolSettings();
        using var app = new GatedApp();
        await using var host = await GatewayHost.StartAsync(
            app.Call, setup => setup.Options = options => options.Execution.MaxBlockingThreads = 8);
        var blocked = await app.OccupyAsync(host, 8);

        PoolSettings().ShouldBe(before);
        app.Open();
        await Task.WhenAll(blocked);

        static (int, int, int, int) PoolSettings()
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            ThreadPool.GetMaxThreads(out var mostWorkers, out var mostPorts);
            return (workers, ports, mostWorkers, mostPorts);
        }
    }

    [Fact]
    public async Task A_full_queue_answers_503_with_Retry_After_at_once()
    {
        using var measurements = new Measurements();
        using var app = new GatedApp();
        await using var host = await GatewayHost.StartAsync(
            app.Call, setup => setup.Options = options => (options.Execution.MaxBlockingThreads, options.Execution.QueueLimit) = (1, 0));
        var blocked = await app.OccupyAsync(host, Inline + 1);

        await using var connection = await host.ConnectAsync();
        var refused = await connection.GetAsync("/");

        refused.Status.ShouldBe(503);
        refused.Header("Retry-After").ShouldBe("1");
        host.Log.Errors.ShouldBeEmpty();
        measurements.Of(host, "gateway.requests.rejected").ShouldBe(1);
        measurements.Of(host, "gateway.requests.blocking").ShouldBe(1);
        measurements.Tags.ShouldContain(new KeyValuePair<string, object?>("reason", "queue_full"));
        app.Open();
        (await Task.WhenAll(blocked)).ShouldAllBe(answer => answer.Text == "through");
        (await connection.GetAsync("/")).Text.ShouldBe("through");
    }

    [Fact]
    public async Task A_wait_past_its_limit_is_answered_503_and_the_app_not_run()
    {
        using var app = new GatedApp();
        await using var host = await GatewayHost.StartAsync(
            app.Call, setup => setup.Options = options =>
                (options.Execution.MaxBlockingThreads, options.Execution.QueueTimeout) = (1, TimeSpan.FromMilliseconds(50)));
        var blocked = await app.OccupyAsync(host, Inline + 1);

        await using var connection = await host.ConnectAsync();
        (await connection.GetAsync("/")).Status.ShouldBe(503);

        app.Open();
        await Task.WhenAll(blocked);
        app.Calls.ShouldBe(Inline + 1);
    }

    [Fact]
    public async Task A_client_that_has_left_is_dropped_before_the_app_runs()
    {
        using var app = new GatedApp();
        var (arrived, gone) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartPipelineAsync(
            server =>
            {
                server.Use(async (context, next) =>
                {
                    var isLeaving = context.Request.Path == "/leaving";
                    if (isLeaving)
                        arrived.Set();
                    try
                    {
                        await next(context);
                    }
                    finally
                    {
                        if (isLeaving)
                            gone.Set();
                    }
                });
                server.UseGatewayApp(app.Call, options => options.Execution.MaxBlockingThreads = 1);
            });
        var blocked = await app.OccupyAsync(host, Inline + 1);

        await using (var leaving = await host.ConnectAsync())
        {
            await leaving.SendAsync("GET /leaving HTTP/1.1", "Host: a", "", "");
            await arrived.WaitAsync();
            leaving.Reset();
        }

        await gone.WaitAsync();
        app.Open();
        await Task.WhenAll(blocked);
        await host.StopAsync();
        app.Calls.ShouldBe(Inline + 1);
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_exception_of_a_blocked_call_reaches_the_pipeline()
    {
        using var app = new GatedApp();
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            var body = app.Call(environ, startResponse);
            return environ.PathInfo == "/fail" ? throw new InvalidDataException("of the app") : body;
        });
        var blocked = await app.OccupyAsync(host, Inline);
        await using var connection = await host.ConnectAsync();
        var failing = GatedApp.SendAsync(host, "/fail");
        await app.EnteredAsync(Inline + 1);

        app.Open();

        (await failing).Status.ShouldBe(500);
        (await Task.WhenAll(blocked)).ShouldAllBe(answer => answer.Text == "through");
        await host.StopAsync();
        host.Log.Errors.ShouldHaveSingleItem().Exception.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public async Task The_blocks_of_a_body_come_from_the_same_thread_as_the_call()
    {
        using var app = new GatedApp();
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) => environ.PathInfo == "/stream" ? Stream(environ, startResponse) : app.Call(environ, startResponse));
        var blocked = await app.OccupyAsync(host, Inline);

        await using var connection = await host.ConnectAsync();
        var threads = (await connection.GetAsync("/stream")).Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        threads.Length.ShouldBe(50);
        threads.Distinct().ShouldHaveSingleItem();
        app.Open();
        await Task.WhenAll(blocked);

        static IEnumerable<ReadOnlyMemory<byte>> Stream(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            for (var block = 0; block < 50; block++)
                yield return System.Text.Encoding.ASCII.GetBytes($"{Environment.CurrentManagedThreadId} ");
        }
    }

    /// <summary>An app that blocks until it is let through.</summary>
    private sealed class GatedApp : IDisposable
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly SemaphoreSlim _entered = new(0);
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public void Open() => _gate.Set();

        public void Dispose()
        {
            _gate.Dispose();
            _entered.Dispose();
        }

        public IEnumerable<ReadOnlyMemory<byte>> Call(Environ environ, StartResponse startResponse)
        {
            Interlocked.Increment(ref _calls);
            _entered.Release();
            _gate.Wait(TestRun.Patience).ShouldBeTrue();
            startResponse("200 OK", []);
            return Body.Text("through");
        }

        public async Task<Task<RawResponse>[]> OccupyAsync(GatewayHost host, int requests)
        {
            var answers = Enumerable.Range(0, requests).Select(_ => SendAsync(host, "/")).ToArray();
            await EnteredAsync(requests);
            return answers;
        }

        public async Task EnteredAsync(int calls)
        {
            while (Calls < calls)
                (await _entered.WaitAsync(TestRun.Patience)).ShouldBeTrue();
        }

        public static async Task<RawResponse> SendAsync(GatewayHost host, string path)
        {
            await using var connection = await host.ConnectAsync();
            return await connection.GetAsync(path);
        }
    }
}
