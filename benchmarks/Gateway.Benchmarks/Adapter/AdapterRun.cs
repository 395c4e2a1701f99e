using System.Diagnostics;
using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.InMemory;

namespace Gateway.Benchmarks.Adapter;

/// <summary>A variant with a server and a client of its own, warmed up.</summary>
internal sealed class AdapterRun : IAsyncDisposable
{
    // Code is compiled again, in the background, when it proves hot.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_steady = TimeSpan.FromSeconds(0.2);

    private readonly MemoryServer _server;
    private readonly PipelinedClient _client;
    private int _batches = 1;

    private AdapterRun(AdapterVariant variant, MemoryServer server)
    {
        Variant = variant;
        _server = server;
        _client = server.Connect(variant.Request);
    }

    public AdapterVariant Variant { get; }

    /// <summary>Starts a variant, and makes sure that it answers what it should.</summary>
    public static async Task<AdapterRun> StartAsync(AdapterVariant variant)
    {
        var run = new AdapterRun(variant, await MemoryServer.StartAsync(variant.Configure, MinimalApiJson.Configure));
        run.Check();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < s_warmUp;)
            run._client.Send(1);
        return run;
    }

    /// <summary>Takes one sample: of the CPU time of all threads, which does not count what else the machine does meanwhile.</summary>
    /// <param name="time">How long it may take, about.</param>
    /// <param name="counts">Whether the sample is kept, or only tells how many requests fit.</param>
    public void Measure(TimeSpan time, bool counts)
    {
        var (started, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        _client.Send(_batches);
        spent = Environment.CpuUsage.TotalTime - spent;
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (counts)
            Variant.Times.Add(spent.TotalNanoseconds / (_batches * _client.Depth));
        _batches = (int)Math.Clamp(_batches * (time / elapsed), 1, 1 << 20);
    }

    /// <summary>Counts the bytes, when everything has run for long enough to be as it stays.</summary>
    public void Count() => Variant.Bytes = ByteMeter.Measure(_client, s_steady);

    /// <exception cref="InvalidOperationException">The answer is not what the variant is to answer.</exception>
    public void Check()
    {
        var answer = _client.Ask();
        if (answer.Status != 200 || answer.Body != Variant.Expected)
            throw new InvalidOperationException($"'{Variant.Name}' answered {answer.Head}\n\n{answer.Body}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
