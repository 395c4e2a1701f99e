using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Sockets;

/// <summary>The tables, the targets and the chart of the sockets part.</summary>
internal static class SocketReport
{
    public static async Task<Report> WriteAsync(List<SocketVariant> variants, int rounds)
    {
        var report = new Report("sockets", "Real sockets")
        {
            Chart = new BarChart("Requests per second over loopback, relative to raw Kestrel",
                "requests per second, relative to raw (more is better)", reference: 1),
        };
        report.Add(
            $"Over loopback, load generator and servers on the same machine, those on Kestrel as servers of one process, the others in "
                + $"processes of their own; {await Peers.VersionsAsync()}. Median of {rounds} interleaved rounds. "
                + "CPU per request is the server's user and system time, children included, from `/proc/<pid>/stat`. wrk keeps 32 "
                + "connections (8 where pipelined), h2load 8 connections of 8 streams.");

        foreach (var load in variants.GroupBy(variant => variant.Load.Name))
        {
            var table = new Table(load.Key, "Variant", "Requests/s", "Ratio to raw", "Spread of the ratio", "CPU µs per request",
                "CPU ratio to raw", "Failures", "Target");
            var raw = load.First(variant => variant.Name == SocketBenchmark.Raw);
            var twins = SocketVariant.Twins(load);
            if (Twins.AreAlike(twins))
                report.Chart.AddHeading(load.Key);
            foreach (var variant in load)
            {
                var ratio = variant.PerSecond.With(raw.PerSecond, (ours, raw) => ours / raw);
                var cpu = variant.CpuMicroseconds.With(raw.CpuMicroseconds, (ours, raw) => ours / raw);
                table.Add(variant.Name, Figures.Short(variant.PerSecond.Median), Figures.Ratio(ratio.Median), Figures.RatioRange(ratio),
                    Figures.Short(variant.CpuMicroseconds.Median), Figures.Ratio(cpu.Median), $"{variant.Failures:#,0}",
                    Aim(variant, ratio, load));
                if (variant != raw && Twins.AreAlike(twins))
                    report.Chart.Add(
                        new Bar(ShortName(variant.Name), ratio.Median, variant.Kind,
                            $"{Figures.Ratio(ratio.Median)}, {Figures.Short(variant.CpuMicroseconds.Median)} µs CPU",
                            (ratio.Min, ratio.Max)));
            }

            report.Add(table, twins);
        }

        return report;
    }

    private static string Aim(SocketVariant variant, Samples ratio, IEnumerable<SocketVariant> load)
    {
        if (variant.Name is SocketBenchmark.Sync or SocketBenchmark.Async)
            return variant.Load.IsPipelined
                ? new Target("at least 0.90", ratio.Median >= 0.90).ToString()
                : new Target("at least 0.97", ratio.Median >= 0.97).ToString();
        if (variant.Name == SocketBenchmark.RawAgain)
            return "none: two identical servers, to show the noise";
        if (variant.Name is Peers.Floor or Peers.Nginx)
            return "none: it shows what the kernel and the sockets cost";
        if (variant.Server.Https is not null || load.FirstOrDefault(other => other.Name == SocketBenchmark.Sync) is not { } ours)
            return "";

        var aim = variant.Name.StartsWith(Peers.Uwsgi, StringComparison.Ordinal) ? 3 : 8;
        var raw = load.First(other => other.Name == SocketBenchmark.Raw);
        return new Target($"our CPU per request at most 1/{aim} of it", Times(ours) >= aim,
            $"1/{Figures.Short(Times(ours))}; raw Kestrel 1/{Figures.Short(Times(raw))}").ToString();

        double Times(SocketVariant other) => variant.CpuMicroseconds.With(other.CpuMicroseconds, (peer, other) => peer / other).Median;
    }

    private static string ShortName(string name) => name.Split(" (")[0];
}
