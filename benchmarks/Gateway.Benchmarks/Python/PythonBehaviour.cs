using System.Diagnostics;
using System.Net.Sockets;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Python;

/// <summary>Clients that stall, clients that leave, and workers that are killed.</summary>
internal static class PythonBehaviour
{
    private const int Stalled = 20;
    private const int Clients = 8;
    private const int LeastRequests = 1000;

    private static readonly TimeSpan s_betweenKills = TimeSpan.FromSeconds(0.5);

    private static readonly (string Name, string Text)[] s_stalls =
    [
        ("half heads", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
        ("uploads that stop", "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx"),
        ("clients that do not read 4 MiB", "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    ];

    /// <summary>Measures the servers that the targets name.</summary>
    public static async Task<Table> MeasureAsync(Settings settings)
    {
        var table = new Table("When things go wrong", "Server", "What", "Measured", "Target");
        foreach (var server in PythonServer.All.Where(server => settings.Includes(server.Name)
            && server.Name is PythonServer.Gateway or PythonServer.Gunicorn or PythonServer.NginxGunicorn))
        {
            foreach (var (name, text) in s_stalls)
                await AddAsync(table, server, running => StallAsync(running, name, text, settings.Quick ? 5 : 50));
            await AddAsync(table, server, running => LeaveAsync(running, settings.Quick ? 3 : 20));
            await AddAsync(table, server, running => KillAsync(running, settings.Quick ? 50 : LeastRequests));
        }

        return table;
    }

    // Each time a new server: what an earlier measurement broke must not show in this one.
    private static async Task AddAsync(
        Table table, PythonServer server, Func<RunningServer, Task<(string What, string Measured, Target Target)>> measure)
    {
        Progress.Step($"python: {server.Name} when things go wrong");
        if (await RunningServer.StartAsync(server, "bare") is not { } running)
            return;
        using (running)
        {
            var (what, measured, target) = await measure(running);
            table.Add(server.Name, what, measured, server.IsOwn ? target.ToString() : "");
        }
    }

    private static async Task<(string, string, Target)> StallAsync(RunningServer server, string name, string text, int requests)
    {
        var stalled = new List<Socket>();
        try
        {
            for (var index = 0; index < Stalled; index++)
                stalled.Add(await RawClient.SendAsync(server.Url, text));
            await Task.Delay(TimeSpan.FromSeconds(1)); // Until each of them stands.
            var times = new Samples();
            for (var request = 0; request < requests; request++)
            {
                var started = Stopwatch.GetTimestamp();
                if (!await RawClient.GetAsync(server.Url))
                    return ($"GET beside {Stalled} {name}", $"no response in {RawClient.Patience.TotalSeconds} s", new(
                        "under 20 ms", false));
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return ($"GET beside {Stalled} {name}", $"{Figures.Short(times.Median)} ms ({Figures.Range(times)})",
                new("under 20 ms", times.Median < 20));
        }
        finally
        {
            stalled.ForEach(socket => socket.Dispose());
        }
    }

    // The app writes a file when its iterable is closed.
    private static async Task<(string, string, Target)> LeaveAsync(RunningServer server, int times)
    {
        const string What = "close() after the client left a stream";
        var folder = Directory.CreateTempSubdirectory("gateway-close-");
        try
        {
            var delays = new Samples();
            for (var time = 0; time < times; time++)
            {
                var file = Path.Combine(folder.FullName, $"{time}");
                using (var socket = await RawClient.SendAsync(server.Url, $"GET /closing?{file} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    await socket.ReceiveAsync(new byte[4096]);
                var left = Stopwatch.GetTimestamp();
                while (!File.Exists(file) && Stopwatch.GetElapsedTime(left) < RawClient.Patience)
                    await Task.Delay(1);
                if (!File.Exists(file))
                    return (What, $"not in {RawClient.Patience.TotalSeconds} s", new("under 0.1 s", false));
                delays.Add(Stopwatch.GetElapsedTime(left).TotalMilliseconds);
            }

            return (What, $"{Figures.Short(delays.Median)} ms ({Figures.Range(delays)})", new("under 0.1 s", delays.Median < 100));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(string, string, Target)> KillAsync(RunningServer server, int least)
    {
        var (sent, lost, kills) = (0, 0, 0);
        using var ended = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (!ended.IsCancellationRequested)
            {
                Interlocked.Increment(ref sent);
                if (!await RawClient.GetAsync(server.Url))
                    Interlocked.Increment(ref lost);
                await Task.Delay(10); // A share of the capacity, as in production.
            }
        }).ToList();
        while (Volatile.Read(ref sent) < least || kills < least / 50)
        {
            await Task.Delay(s_betweenKills);
            if (server.Workers is not { Count: > 0 } workers)
                continue;
            using var process = Process.GetProcessById(workers[kills++ % workers.Count]);
            process.Kill();
        }

        await ended.CancelAsync();
        await Task.WhenAll(clients);
        return ($"GETs lost, a worker killed every {s_betweenKills.TotalSeconds} s", $"{lost} of {sent:#,0}, {kills} kills", new(
            "0", lost == 0));
    }
}
