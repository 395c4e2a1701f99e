using BenchmarkDotNet.Attributes;
using Gateway.Benchmarks.Adapter;
using Gateway.Benchmarks.InMemory;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Benchmarks.Micro;

/// <summary>Reading the environ of a request that is under way on Kestrel.</summary>
public class EnvironAccess
{
    private readonly TaskCompletionSource<Environ> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _measured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MemoryServer _server = null!;
    private Task _request = null!;
    private Environ _environ = null!;

    [GlobalSetup]
    public async Task Start()
    {
        _server = await MemoryServer.StartAsync(server => server.UseGatewayApp(Hold));
        _request = Task.Run(() => _server.Connect(Requests.Browser).Ask());
        _environ = await _arrived.Task;
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        _measured.SetResult();
        await _request;
        await _server.DisposeAsync();
    }

    [Benchmark(Description = "three keys")]
    public int ThreeKeys() => ((string)_environ[EnvironKeys.RequestMethod]!).Length + ((string)_environ[EnvironKeys.PathInfo]!)
        .Length + ((string)_environ[EnvironKeys.QueryString]!).Length;

    [Benchmark(Description = "typed property")]
    public string TypedProperty() => _environ.PathInfo;

    [Benchmark(Description = "header by its key")]
    public object? HeaderByKey() => _environ["HTTP_USER_AGENT"];

    [Benchmark(Description = "header by its name")]
    public string? HeaderByName() => _environ.Header("User-Agent");

    [Benchmark(Description = "header that is not there")]
    public string? MissingHeader() => _environ.Header("Authorization");

    [Benchmark(Description = "key that is not there")]
    public bool MissingKey() => _environ.ContainsKey("my.key");

    private async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> Hold(Environ environ, StartResponse startResponse)
    {
        _arrived.SetResult(environ);
        await _measured.Task;
        startResponse("200 OK", []);
        return Body.Empty;
    }
}
