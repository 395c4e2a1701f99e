namespace Gateway.Python.Tests.Conformance;

/// <summary>A worker that all cases of the suite share.</summary>
public sealed class StagedWorker : IAsyncLifetime
{
    private readonly PythonApp _usual = Create(readAhead: 1 << 20);
    private readonly PythonApp _streaming = Create(readAhead: 0);

    public PythonApp For(string testCase) =>
        NotInPython.Streaming.Any(id => testCase.StartsWith(id, StringComparison.Ordinal)) ? _streaming : _usual;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _usual.DisposeAsync();
        await _streaming.DisposeAsync();
    }

    private static PythonApp Create(int readAhead)
    {
        var options = Support.Python.Options();
        (options.Threads, options.WriteBehind, options.ReadAhead) = (4, 64 * 1024, readAhead);
        return new("stage", options);
    }
}
