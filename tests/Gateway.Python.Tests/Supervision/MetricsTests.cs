using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

/// <summary>The meter Gateway.Python. Its instruments are those of the process, so that other tests count, too.</summary>
[Requires(Support.Python.Program)]
public sealed class MetricsTests : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string? Reason)> _seen = [];
    private readonly MeterListener _listener = new();

    public MetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Gateway.Python")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument.Name, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [RequiringFact]
    public async Task Slots_busy_ones_waits_and_restarts_are_counted()
    {
        await using var app = new PythonApp("behaviour:plain", Support.Python.Options());
        var client = new GatewayClient(app);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.Get("/hello")));
        await client.Post("/die", "");
        (await client.Get("/hello")).Text.ShouldBe("Hello World!");
        await app.ReloadAsync();

        Values("gateway.python.slots").ShouldContain(1);
        Values("gateway.python.slots").ShouldContain(-1);
        Values("gateway.python.busy").ShouldContain(1);
        Values("gateway.python.busy").ShouldContain(-1);
        Values("gateway.python.queue_wait").ShouldAllBe(seconds => seconds >= 0);
        Values("gateway.python.queue_wait").ShouldNotBeEmpty();
        Reasons().ShouldContain("crash");
        Reasons().ShouldContain("reload");
    }

    [RequiringFact]
    public async Task A_worker_is_replaced_for_its_age_and_no_request_fails()
    {
        var options = Support.Python.Options();
        options.MaxAge = TimeSpan.FromMilliseconds(1);
        await ReplacedAsync(options, "/pid", "age");
    }

    [RequiringFact]
    public async Task A_worker_is_replaced_for_its_memory_and_no_request_fails()
    {
        var options = Support.Python.Options();
        options.MaxMemory = 64 << 20;
        await ReplacedAsync(options, "/grow", "memory");
    }

    // One worker serves: a gap between it and its replacement would be a request that waits for 10 s, or fails.
    private async Task ReplacedAsync(PythonAppOptions options, string path, string reason)
    {
        var log = new ConcurrentQueue<PythonLogEntry>();
        options.Log = log.Enqueue;
        await using var app = new PythonApp("behaviour:plain", options);
        var client = new GatewayClient(app);
        var first = (await client.Post(path, "")).Text;
        await Eventually.IsTrue(() =>
        {
            app.ProcessIds.ShouldNotBeEmpty();
            return client.Post("/pid", "").GetAwaiter().GetResult().Text != first;
        });
        log.ShouldContain(entry => entry.Message == $"Worker 1 is replaced by worker 2 ({reason}).");
        Reasons().ShouldContain(reason);
    }

    private IEnumerable<double> Values(string name) => _seen.Where(seen => seen.Name == name).Select(seen => seen.Value);

    private IEnumerable<string?> Reasons() => _seen.Where(seen => seen.Name == "gateway.python.restarts").Select(seen => seen.Reason);

    private void See(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Enqueue((name, value, tags.IsEmpty ? null : tags[0].Value as string));
}
