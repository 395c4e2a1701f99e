using System.Net.Sockets;
using System.Text;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Streaming;

/// <summary>How much memory a server takes on while one transfer goes on, in a process of its own.</summary>
internal static class MemoryGrowth
{
    /// <summary>An endless body, read at 10 KB a second.</summary>
    public static Task<double> SlowReaderAsync(string path, TimeSpan time) => MeasureAsync(async server =>
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024, NoDelay = true };
        await socket.ConnectAsync(server.Http.Host, server.Http.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var buffer = new byte[1024];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var reads = time / timer.Period; reads > 0; reads--)
        {
            if (await socket.ReceiveAsync(buffer) == 0)
                throw new InvalidOperationException($"The endless body of {path} ended.");
            await timer.WaitForNextTickAsync();
        }
    });

    /// <summary>An upload that the app reads and forgets.</summary>
    public static Task<double> UploadAsync(string path, long bytes) => MeasureAsync(async server =>
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        using var content = new Zeros(bytes);
        using var response = await client.PostAsync(new Uri(server.Http, path), content);
        if (await response.Content.ReadAsStringAsync() is var text && text != $"{bytes}")
            throw new InvalidOperationException($"{path} answered '{text}' to an upload of {bytes} bytes.");
    });

    /// <summary>The most that was in RAM meanwhile, beyond what was before; in megabytes.</summary>
    private static async Task<double> MeasureAsync(Func<ServerProcess, Task> transfer)
    {
        using var server = ServerProcess.StartOwn("streaming");
        using (var client = new HttpClient())
        {
            // So that what every transfer needs once is there already.
            foreach (var path in new[] { "/raw/upload", "/sync/upload", "/async/upload" })
            {
                using var content = new Zeros(64 << 20);
                using var response = await client.PostAsync(new Uri(server.Http, path), content);
            }

            foreach (var path in new[] { "/raw/1k", "/generator/1k", "/iterator/1k" })
                await client.GetByteArrayAsync(new Uri(server.Http, path));
        }

        var before = ProcessFigures.ResidentBytes(server.Id);
        var most = before;
        var running = transfer(server);
        while (await Task.WhenAny(running, Task.Delay(50)) != running)
            most = Math.Max(most, ProcessFigures.ResidentBytes(server.Id));
        await running;
        return (most - before) / 1e6;
    }
}
