using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Python;

/// <summary>The memory of a server with an app.</summary>
/// <param name="Server">The server.</param>
/// <param name="Module">The app.</param>
/// <param name="Bytes">Memory of all processes; pages that several share count in equal parts.</param>
internal sealed record PythonMemory(string Server, string Module, long Bytes)
{
    public const string Four = "flask_app, four workers";
    public const string Preloaded = "gateway, preloaded";

    private const int Requests = 2000;

    public double Megabytes => Bytes / (double)(1 << 20);

    /// <summary>What preloading shares, with four workers each.</summary>
    public static async Task<List<PythonMemory>> WithFourWorkersAsync()
    {
        var found = new List<PythonMemory>();
        foreach (var server in PythonServer.All.Where(server => server.Name is PythonServer.Gateway or PythonServer.NginxGunicorn))
        {
            foreach (var preload in server.IsOwn ? [false, true] : (bool[])[false])
            {
                var four = server with
                {
                    Name = preload ? Preloaded : server.IsOwn ? "gateway" : server.Name,
                    Arguments = (module, address) => server.IsOwn
                        ? PythonServer.Own(module, address, 4, 1, preload ? ["--preload"] : [])
                        : PythonServer.Sync(module, address, 4),
                };
                Progress.Step($"python: memory of {four.Name} with four workers");
                using var running = await RunningServer.StartAsync(four, "flask_app");
                if (running is null)
                    continue;
                using var client = new HttpClient();
                await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, stop) =>
                    await client.GetStringAsync(running.Url, stop));
                found.Add(new(four.Name, Four, running.Bytes));
            }
        }

        return found;
    }
}
