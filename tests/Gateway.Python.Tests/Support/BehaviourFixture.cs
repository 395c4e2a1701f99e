using System.Collections.Concurrent;

namespace Gateway.Python.Tests.Support;

/// <summary>The app behaviour.py, behind wsgiref.validate and without, in workers that all tests of a class share.</summary>
public sealed class BehaviourFixture : IAsyncLifetime
{
    private readonly ConcurrentQueue<PythonLogEntry> _log = [];
    private readonly PythonApp _validated;
    private readonly PythonApp _plain;

    public BehaviourFixture()
    {
        var options = Python.Options(_log);
        (options.Workers, options.Threads) = (1, 3);
        options.SendfileRoots.Add(Python.Apps);
        _validated = new("behaviour:application", options);
        _plain = new("behaviour:plain", options);
    }

    public GatewayClient Validated => new(_validated);

    public GatewayClient Plain => new(_plain);

    public AsyncGatewayApp App => _plain;

    public string Log => string.Join('\n', _log.Select(entry => entry.Message));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _validated.DisposeAsync();
        await _plain.DisposeAsync();
    }
}
