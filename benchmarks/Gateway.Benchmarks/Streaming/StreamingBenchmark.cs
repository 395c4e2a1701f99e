using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Streaming;

/// <summary>Bodies that are not one small block: over loopback, against the raw twin in the same server process.</summary>
internal static class StreamingBenchmark
{
    private const int FileBytes = 256 << 20;
    private const int UploadBytes = 64 << 20;

    public static async Task RunAsync(Settings settings)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.OpenWrite(file))
                stream.SetLength(FileBytes);
            var variants = Variants(file)
                .Where(variant => settings.Includes($"{variant.Group} {variant.Name}", variant.Kind == BarKind.Raw)).ToList();
            var rounds = settings.RoundsOr(7);
            using (var server = ServerProcess.StartOwn("streaming"))
                await MeasureAsync(variants, server, rounds, settings.TimeOr(0.5));
            var report = StreamingReport.Write(variants, rounds);
            report.Add(await EventsAsync(settings.TimeOr(3)));
            report.Add(await MemoryAsync(settings));
            report.Write(settings.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<StreamVariant> Variants(string file)
    {
        const string small = "1,000 blocks of 1 KiB, each flushed";
        yield return new(small, "raw", BarKind.Raw, "/raw/1k", 1000 * 1024);
        yield return new(small, "generator", BarKind.Gateway, "/generator/1k", 1000 * 1024);
        yield return new(small, "async iterator", BarKind.Gateway, "/iterator/1k", 1000 * 1024);
        yield return new(small, "pushed body", BarKind.Gateway, "/pushed/1k", 1000 * 1024);
        yield return new(small, "naive adapter", BarKind.Other, "/naive/1k", 1000 * 1024);

        const string large = "16 blocks of 64 KiB";
        yield return new(large, "raw", BarKind.Raw, "/raw/64k", 1 << 20);
        yield return new(large, "generator", BarKind.Gateway, "/generator/64k", 1 << 20);
        yield return new(large, "async iterator", BarKind.Gateway, "/iterator/64k", 1 << 20);
        yield return new(large, "naive adapter", BarKind.Other, "/naive/64k", 1 << 20);

        const string download = "a file of 256 MiB";
        var query = "?path=" + Uri.EscapeDataString(file);
        yield return new(download, "raw SendFileAsync", BarKind.Raw, "/raw/file" + query, FileBytes);
        yield return new(download, "Body.File", BarKind.Gateway, "/gateway/file" + query, FileBytes);

        const string upload = "an upload of 64 MiB, read to the end";
        yield return new(upload, "raw", BarKind.Raw, "/raw/upload", UploadBytes, IsUpload: true);
        yield return new(upload, "sync app", BarKind.Gateway, "/sync/upload", UploadBytes, IsUpload: true);
        yield return new(upload, "async app", BarKind.Gateway, "/async/upload", UploadBytes, IsUpload: true);
    }

    private static async Task MeasureAsync(List<StreamVariant> variants, ServerProcess server, int rounds, TimeSpan time)
    {
        using var client = new HttpClient();
        var done = 0;
        for (var round = -1; round < rounds; round++)
        {
            foreach (var variant in round % 2 == 0 ? variants : Enumerable.Reverse(variants))
            {
                Progress.Step(
                    round < 0
                        ? $"streaming: warming up {variant.Target}"
                        : $"streaming: round {round + 1} of {rounds}: {variant.Group}, {variant.Name}",
                    done++, (rounds + 1) * variants.Count);
                await variant.MeasureAsync(client, server, time, counts: round >= 0);
            }
        }
    }

    private static async Task<Table> EventsAsync(TimeSpan time)
    {
        var table = new Table("Server-sent events: how long each is under way", "Variant", "p50 ms", "p99 ms", "Max ms", "Events");
        using var server = ServerProcess.StartOwn("streaming");
        foreach (var (name, path) in new[] { ("raw", "/raw/events"), ("async iterator", "/gateway/events") })
        {
            Progress.Step($"streaming: server-sent events, {name}");
            await EventLatency.MeasureAsync(server, path, time / 3);
            var latencies = await EventLatency.MeasureAsync(server, path, time);
            table.Add(name, Figures.Short(latencies.Median), Figures.Short(latencies.Quantile(0.99)), Figures.Short(latencies.Max),
                $"{latencies.Values.Count:#,0}");
        }

        return table;
    }

    private static async Task<Table> MemoryAsync(Settings settings)
    {
        var table = new Table("Memory: the most a server took on meanwhile", "Transfer", "Growth MB", "Target");
        var time = TimeSpan.FromSeconds(settings.Quick ? 2 : 10);
        var bytes = (settings.Quick ? 1L : 10L) * 1_000_000_000;
        foreach (var (name, path) in new[]
            { ("raw", "/raw/endless"), ("generator", "/generator/endless"), ("async iterator", "/iterator/endless") })
        {
            Progress.Step($"streaming: memory, {name} with a slow reader");
            Add($"endless body to a reader of 10 KB/s for {time.TotalSeconds:0} s, {name}", await MemoryGrowth.SlowReaderAsync(path, time),
                isOurs: name != "raw");
        }

        foreach (var (name, path) in new[] { ("raw", "/raw/upload"), ("sync app", "/sync/upload"), ("async app", "/async/upload") })
        {
            Progress.Step($"streaming: memory, upload to {name}");
            Add($"upload of {bytes / 1_000_000_000} GB discarded, {name}", await MemoryGrowth.UploadAsync(path, bytes),
                isOurs: name != "raw");
        }

        return table;

        void Add(string transfer, double growth, bool isOurs) =>
            table.Add(transfer, Figures.Short(growth), isOurs ? new Target("under 20 MB", growth < 20).ToString() : "");
    }
}
