using System.Collections.Concurrent;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class TimeoutTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<PythonLogEntry> _log = [];
    private readonly PythonAppOptions _options;
    private readonly PythonApp _app;
    private readonly GatewayClient _client;

    public TimeoutTests()
    {
        _options = Support.Python.Options(_log);
        _options.RequestTimeout = TimeSpan.FromMilliseconds(200);
        _app = new("behaviour:plain", _options);
        _client = new(_app);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [RequiringFact]
    public async Task A_request_that_takes_too_long_is_interrupted_and_its_worker_goes_on()
    {
        var process = (await _client.Get("/pid")).Text;
        (await _client.Get("/spin")).StatusCode.ShouldBe(504);
        (await _client.Get("/pid")).Text.ShouldBe(process);
        _log.ShouldContain(entry => entry.Message.Contains("in spin", StringComparison.Ordinal));
    }

    [RequiringFact]
    public async Task A_worker_that_does_not_react_is_killed()
    {
        var process = int.Parse((await _client.Get("/pid")).Text, null);
        (await _client.Get("/stubborn")).StatusCode.ShouldBe(504);
        await Processes.Gone(process);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_response_that_falls_silent_is_broken_off() =>
        await Should.ThrowAsync<ResponseAbortedException>(() => _client.Get("/spin_after_head"));

    [RequiringFact]
    public async Task A_thread_whose_client_has_left_is_freed()
    {
        using var leave = new CancellationTokenSource();
        var request = _client.Send(new("GET", "/spin"), leave.Token);
        await Eventually.IsTrue(() => _app.ProcessIds.Count == 1);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => request);
        (await _client.Get("/hello")).Text.ShouldBe("Hello World!");
    }
}
