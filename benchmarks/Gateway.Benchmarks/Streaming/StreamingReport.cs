using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Streaming;

/// <summary>The throughput table and the chart of the streaming part.</summary>
internal static class StreamingReport
{
    public static Report Write(List<StreamVariant> variants, int rounds)
    {
        var report = new Report("streaming", "Streaming")
        {
            Chart = new BarChart(
                "Streaming over loopback, relative to raw Kestrel", "throughput, relative to raw (more is better)", reference: 1),
        };
        report.Add(
            $"Over loopback, one connection, the client in this process and one server process for all variants. Median of {rounds} "
                + $"interleaved rounds. The server's CPU time is from `/proc/<pid>/stat`.");

        var table = new Table(
            "Throughput", "Transfer", "MB/s", "Ratio to raw", "Spread of the ratio", "CPU µs per MB", "CPU ratio to raw", "Target");
        foreach (var group in variants.GroupBy(variant => variant.Group))
        {
            report.Chart.AddHeading(group.Key);
            var raw = group.First();
            foreach (var variant in group)
            {
                var ratio = variant.MegabytesPerSecond.With(raw.MegabytesPerSecond, (ours, raw) => ours / raw);
                var cpu = variant.Cpu.With(raw.Cpu, (ours, raw) => raw == 0 ? 1 : ours / raw);
                table.Add($"{group.Key}: {variant.Name}", Figures.Short(variant.MegabytesPerSecond.Median), Figures.Ratio(ratio.Median),
                    Figures.RatioRange(ratio), Figures.Short(variant.Cpu.Median), Figures.Ratio(cpu.Median),
                    variant.Kind == BarKind.Gateway ? new Target("at least 0.95", ratio.Median >= 0.95).ToString() : "");
                if (variant != raw)
                    report.Chart.Add(
                        new Bar(variant.Name, ratio.Median, variant.Kind,
                            $"{Figures.Ratio(ratio.Median)}, {Figures.Short(variant.MegabytesPerSecond.Median)} MB/s",
                            (ratio.Min, ratio.Max)));
            }
        }

        report.Add(table);
        return report;
    }
}
