using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Blocking;

/// <summary>What a synchronous app that blocks does to an asynchronous one in the same server.</summary>
internal static class BlockingBenchmark
{
    private const int Connections = 1000;

    public static async Task RunAsync(Settings settings)
    {
        if (Tool.FindOrSay("wrk", "wrk", "blocking") is not { } wrk)
            return;
        var rounds = settings.RoundsOr(3);
        var seconds = Math.Max(2, (int)settings.TimeOr(6).TotalSeconds);
        var variants = new (string Name, string Pipeline, int Connections, BarKind Kind)[]
        {
            ("neighbour alone", "blocking-gateway", 0, BarKind.Raw),
            ("sync app, default options", "blocking-gateway", Connections, BarKind.Gateway),
            ("naive adapter, app on Kestrel's pool", "blocking-naive", Connections, BarKind.Other),
        };

        var runs = variants.ToDictionary(variant => variant.Name, _ => new List<BlockingRun>());
        var done = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, pipeline, connections, _) in variants)
            {
                Progress.Step($"blocking: round {round + 1} of {rounds}: {name}", done++, rounds * variants.Length);
                runs[name].Add(await BlockingRun.MeasureAsync(wrk, pipeline, connections, seconds));
            }
        }

        var report = new Report("blocking", "Blocking apps")
        {
            Chart = new BarChart($"An async neighbour's p99 while {Connections:#,0} requests at a time block",
                "milliseconds, median of the rounds (less is better)", reference: null),
        };
        report.Add(
            $"{Connections:#,0} connections of wrk ask a synchronous app that sleeps {Pipelines.BlockingMilliseconds} ms, for {seconds} s "
                + $"from a cold start; meanwhile an asynchronous app in the same server is asked every 10 ms over a connection "
                + $"of its own, each wait counted from when its request was due. Median of {rounds} interleaved rounds, a new server "
                + $"process each; spread in brackets.");
        var table = new Table(
            "", "Variant", "200 per second", "200", "503", "Other or failed", "Neighbour p50 ms", "p99 ms", "Max ms", "Target");
        foreach (var (name, _, connections, kind) in variants)
        {
            var of = runs[name];
            var p99 = new Samples(of.Select(run => run.Neighbour.Quantile(0.99)));
            var others = of.Sum(run => run.Others);
            var target = kind == BarKind.Gateway
                ? $"{new Target("p99 under 50 ms", p99.Median < 50)}; {new Target("all answered or 503", others == 0)}" : "";
            table.Add(name, connections == 0 ? "" : WithSpread(of, run => run.PerSecond), Total(of, connections, run => run.Ok),
                Total(of, connections, run => run.Overloaded), Total(of, connections, run => run.Others),
                WithSpread(of, run => run.Neighbour.Median), WithSpread(of, run => run.Neighbour.Quantile(0.99)),
                WithSpread(of, run => run.Neighbour.Max), target);
            report.Chart.Add(new Bar(name, p99.Median, kind, $"{Figures.Short(p99.Median)} ms", (p99.Min, p99.Max)));
        }

        report.Add(table);
        report.Write(settings.Output);
    }

    private static string WithSpread(List<BlockingRun> runs, Func<BlockingRun, double> figure)
    {
        var samples = new Samples(runs.Select(figure));
        return $"{Figures.Short(samples.Median)} ({Figures.Range(samples)})";
    }

    private static string Total(List<BlockingRun> runs, int connections, Func<BlockingRun, long> figure) => connections == 0
        ? "" : $"{runs.Sum(figure):#,0}";
}
