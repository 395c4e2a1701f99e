using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Tests.Diagnostics;

/// <summary>What the meter tells of single requests.</summary>
public sealed class RequestMetricsTests
{
    private const string Duration = "gateway.request.duration";

    [Theory, BothShapes]
    public async Task A_request_is_recorded_with_its_method_and_outcome(AppShape shape)
    {
        using var measurements = new Measurements();
        await using var host = await GatewayHost.StartAsync(shape, SayHello);

        (await GetAsync(host, "/")).ShouldBe(200);
        await host.StopAsync();

        var recorded = measurements.RecordedBy(host, Duration).ShouldHaveSingleItem();
        recorded.Tag("http.request.method").ShouldBe("GET");
        recorded.Tag("gateway.outcome").ShouldBe("completed");
        recorded.Tag("error.type").ShouldBeNull();
        measurements.RecordedBy(host, "gateway.request.time_to_first_block").ShouldHaveSingleItem()
            .Value.ShouldBeLessThanOrEqualTo(recorded.Value);
    }

    [Theory, BothShapes]
    public async Task A_failure_is_recorded_with_the_type_of_its_exception(AppShape shape)
    {
        using var measurements = new Measurements();
        await using var host = await GatewayHost.StartAsync(shape, (_, _) => throw new TimeZoneNotFoundException());

        (await GetAsync(host, "/")).ShouldBe(500);
        await host.StopAsync();

        var recorded = measurements.RecordedBy(host, Duration).ShouldHaveSingleItem();
        recorded.Tag("gateway.outcome").ShouldBe("failed");
        recorded.Tag("error.type").ShouldBe("System.TimeZoneNotFoundException");
        measurements.RecordedBy(host, "gateway.request.time_to_first_block").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_is_at_fault_is_refused()
    {
        using var measurements = new Measurements();
        await using var host = await GatewayHost.StartAsync(
            (GatewayApp)((_, _) => throw new RequestException("The name is missing.", StatusCodes.Status422UnprocessableEntity, null)));

        (await GetAsync(host, "/")).ShouldBe(422);
        await host.StopAsync();

        measurements.RecordedBy(host, Duration).Single().Tag("gateway.outcome").ShouldBe("refused");
    }

    [Fact]
    public async Task A_client_that_leaves_aborts_its_request()
    {
        using var measurements = new Measurements();
        var (called, left) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync((AsyncGatewayApp)(async (environ, startResponse) =>
        {
            using var registration = environ.RequestAborted.Register(left.Set);
            called.Set();
            await left.WaitAsync();
            environ.RequestAborted.ThrowIfCancellationRequested();
            return Body.Empty;
        }));

        await using (var connection = await host.ConnectAsync())
        {
            await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
            await called.WaitAsync();
        }

        await left.WaitAsync();
        await host.StopAsync();

        measurements.RecordedBy(host, Duration).Single().Tag("gateway.outcome").ShouldBe("aborted");
    }

    [Fact]
    public async Task A_request_that_finds_the_queue_full_is_rejected_and_one_that_waited_is_timed()
    {
        using var measurements = new Measurements();
        var (called, gate) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync(
            (AsyncGatewayApp)(async (environ, startResponse) =>
            {
                called.Set();
                await gate.WaitAsync();
                startResponse("200 OK", []);
                return Body.Empty;
            }),
            setup => setup.Options = options => (options.Execution.Serial, options.Execution.QueueLimit) = (true, 0));
        var first = GetAsync(host, "/");
        await called.WaitAsync();

        (await GetAsync(host, "/")).ShouldBe(503);
        gate.Set();
        (await first).ShouldBe(200);
        await host.StopAsync();

        measurements.RecordedBy(host, Duration).Select(recorded => recorded.Tag("gateway.outcome"))
            .ShouldBe(["rejected", "completed"], ignoreOrder: true);
        measurements.RecordedBy(host, "gateway.request.wait.duration").ShouldHaveSingleItem();
        measurements.Of(host, "gateway.requests.waiting").ShouldBe(0);
    }

    [Fact]
    public async Task A_request_past_its_timeout_is_timed_out()
    {
        using var measurements = new Measurements();
        await using var host = await GatewayHost.StartAsync(
            (AsyncGatewayApp)(async (environ, startResponse) =>
            {
                await Task.Delay(Timeout.Infinite, environ.RequestAborted);
                return Body.Empty;
            }),
            setup => setup.Options = options => options.Timeouts.Request = TimeSpan.FromMilliseconds(50));

        (await GetAsync(host, "/")).ShouldBe(504);
        await host.StopAsync();

        measurements.RecordedBy(host, Duration).Single().Tag("gateway.outcome").ShouldBe("timed_out");
    }

    [Fact]
    public async Task Clients_cannot_add_series_by_methods_of_their_own()
    {
        using var measurements = new Measurements();
        await using var host = await GatewayHost.StartAsync(SayHello);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("BREW / HTTP/1.1", "Host: a", "", "");
        await connection.ReceiveResponseAsync();
        await host.StopAsync();

        measurements.RecordedBy(host, Duration).Single().Tag("http.request.method").ShouldBe("_OTHER");
    }

    [Fact]
    public async Task The_time_in_front_of_the_server_is_read_from_X_Request_Start()
    {
        using var measurements = new Measurements();
        await using var host = await GatewayHost.StartAsync(SayHello);
        await using var connection = await host.ConnectAsync();
        var start = DateTimeOffset.UtcNow.AddSeconds(-30).ToUnixTimeMilliseconds();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", $"X-Request-Start: t={start}", "", "");
        await connection.ReceiveResponseAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "X-Request-Start: yesterday", "", "");
        await connection.ReceiveResponseAsync();
        await host.StopAsync();

        measurements.RecordedBy(host, "gateway.request.proxy_queue.duration").ShouldHaveSingleItem().Value.ShouldBeInRange(29, 300);
    }

    private static Body SayHello(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return Body.Text("Hello");
    }

    private static async Task<int> GetAsync(GatewayHost host, string path)
    {
        await using var connection = await host.ConnectAsync();
        return (await connection.GetAsync(path)).Status;
    }
}
