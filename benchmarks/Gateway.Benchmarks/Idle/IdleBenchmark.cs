using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Idle;

/// <summary>How much memory connections take that are open and do nothing.</summary>
internal static class IdleBenchmark
{
    private const int Reserve = 500;

    public static async Task RunAsync(Settings settings)
    {
        if (!OperatingSystem.IsLinux())
        {
            Progress.Line("idle: skipped. It reads memory from /proc.");
            return;
        }

        var most = MaxOpenFiles() - Reserve;
        var (connections, others) = settings.Quick ? (100, 20) : (Math.Min(10_000, most), Math.Min(1_000, most));
        var rounds = settings.RoundsOr(3);
        var report = new Report("idle", "Open connections that do nothing");
        report.Add("Memory in RAM that the server takes on, by the connection; a new process for each of "
            + $"{rounds} rounds, median (spread). "
            + (connections < 10_000 && !settings.Quick ? $"The limit of open files here ({most + Reserve:#,0}) allows no more." : ""));
        var table = new Table("", "Kind", "Connections", "Raw Kestrel, KiB each", "Gateway, KiB each", "Gateway to raw");
        await AddAsync("keep-alive connections after a request", connections, "/", AskAsync);
        await AddAsync("open WebSockets", others, "/socket", OpenSocketAsync);
        await AddAsync("event streams", others, "/events", ListenAsync);
        report.Add(table);
        report.Write(settings.Output);

        async Task AddAsync(string kind, int count, string path, Func<Uri, Task<IDisposable>> open)
        {
            var (raw, ours) = (new Samples(), new Samples());
            for (var round = 0; round < rounds; round++)
            {
                Progress.Step($"idle: round {round + 1} of {rounds}: {count:#,0} {kind}", round, rounds);
                raw.Add(await MeasureAsync("idle-raw", count, path, open));
                ours.Add(await MeasureAsync("idle-gateway", count, path, open));
            }

            table.Add(kind, $"{count:#,0}", $"{Figures.Short(raw.Median)} ({Figures.Range(raw)})",
                $"{Figures.Short(ours.Median)} ({Figures.Range(ours)})", Figures.Ratio(ours.Median / raw.Median));
        }
    }

    /// <summary>KiB by the connection.</summary>
    private static async Task<double> MeasureAsync(string pipeline, int count, string path, Func<Uri, Task<IDisposable>> open)
    {
        using var server = ServerProcess.StartOwn(pipeline);
        var url = new Uri(server.Http, path);
        var all = new List<IDisposable>();
        try
        {
            for (var index = 0; index < 20; index++)
                all.Add(await open(url)); // What every connection needs once is there before the first figure.
            var before = ProcessFigures.ResidentBytes(server.Id);
            for (var index = 0; index < count; index++)
                all.Add(await open(url));
            return (ProcessFigures.ResidentBytes(server.Id) - before) / 1024.0 / count;
        }
        finally
        {
            foreach (var one in all)
                one.Dispose();
        }
    }

    private static async Task<IDisposable> AskAsync(Uri url)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(url.Host, url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        if (await socket.ReceiveAsync(new byte[1024]) == 0)
            throw new InvalidOperationException($"{url} closed the connection.");
        return socket;
    }

    // One block has the head, another may have the event: the first of them is proof enough.
    private static Task<IDisposable> ListenAsync(Uri url) => AskAsync(url);

    private static async Task<IDisposable> OpenSocketAsync(Uri url)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws" }.Uri, CancellationToken.None);
        return socket;
    }

    // proc(5): "Max open files", soft and hard limit. The runtime raises the soft one to the hard one.
    private static int MaxOpenFiles() => int.Parse(
        File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4],
        CultureInfo.InvariantCulture);
}
