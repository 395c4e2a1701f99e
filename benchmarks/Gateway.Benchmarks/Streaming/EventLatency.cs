using System.Diagnostics;
using System.Globalization;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Streaming;

/// <summary>How long a server-sent event is under way, from the moment it is made to the moment it is read.</summary>
internal static class EventLatency
{
    private const int Connections = 8;

    /// <summary>Milliseconds, of every event that came while it listened.</summary>
    public static async Task<Samples> MeasureAsync(ServerProcess server, string path, TimeSpan time)
    {
        using var client = new HttpClient();
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ListenAsync(client, new Uri(server.Http, path), time)));
        return new Samples(all.SelectMany(latencies => latencies));
    }

    private static async Task<List<double>> ListenAsync(HttpClient client, Uri url, TimeSpan time)
    {
        using var reader = new StreamReader(await client.GetStreamAsync(url));
        var latencies = new List<double>();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time;)
        {
            if (await reader.ReadLineAsync() is not { } line)
                throw new InvalidOperationException($"The events of {url} ended.");
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                latencies.Add(Stopwatch.GetElapsedTime(long.Parse(line.AsSpan("data: ".Length), CultureInfo.InvariantCulture))
                    .TotalMilliseconds);
        }

        return latencies;
    }
}
