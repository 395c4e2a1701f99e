using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Adapter;

/// <summary>The table, the targets and the chart of the adapter part.</summary>
internal static class AdapterReport
{
    private const string Part = "adapter";

    public static Report Write(Dictionary<string, AdapterVariant> variants, int processes, int rounds, TimeSpan time)
    {
        var report = new Report(Part, "Adapter cost");
        report.Add(
            $"Kestrel over an in-memory transport, one thread, 16 requests in flight; client and transport allocate nothing. Median "
                + $"of {processes} processes with {rounds} interleaved rounds of {time.TotalMilliseconds:0} ms each; the spread is that "
                + $"of the middle four fifths. Time is the CPU time of the whole process, so that nothing else on the machine counts; "
                + "ratio and added time are taken within each round, against the twin of the same answer (the first raw where none is "
                + "named). Each answer's text is checked before and after. Bytes are exact, and the same in every run.");

        var table = new Table("", "Variant", "CPU µs", "Ratio to raw", "Added µs", "Added bytes", "Spread of the ratio", "Target");
        foreach (var group in variants.Values.GroupBy(variant => variant.Twin ?? variant.Name))
        {
            foreach (var variant in group)
                AddRow(table, variant, variants);
        }

        report.Chart = AdapterChart.Of(table);
        report.Add(table, Twins.Ratio(variants.Values, variant => variant.Name, variant => variant.Times));
        AddDerived(report, variants);
        report.Add("The OWIN bridge (`Microsoft.AspNetCore.Owin`) is not among the variants: it is no part of the shared framework.");
        return report;
    }

    /// <summary>Draws the chart anew from the table that was published.</summary>
    public static void Redraw(string folder) => File.WriteAllText(
        Path.Combine(folder, Part + ".svg"), AdapterChart.Of(Table.Parse(File.ReadAllText(Path.Combine(folder, Part + ".md")))).ToString());

    private static void AddRow(Table table, AdapterVariant variant, Dictionary<string, AdapterVariant> variants)
    {
        var micros = variant.Times.Median / 1000;
        if (variant.Twin is null)
        {
            table.Add(variant.Name, Figures.Ratio(micros), "1.00", "0", $"{variant.Bytes:#,0} in all", "", "");
            return;
        }

        var twin = variants[variant.Twin];
        var ratio = variant.Times.With(twin.Times, (ours, raw) => ours / raw);
        var bytes = variant.Bytes - twin.Bytes;
        table.Add(variant.Name, Figures.Ratio(micros), Figures.Ratio(ratio.Median), Figures.Signed(Added(variant, variants)),
            Figures.Signed(bytes, "#,0"), $"{Figures.Ratio(ratio.Quantile(0.1))}–{Figures.Ratio(ratio.Quantile(0.9))}",
            variant.Name == AdapterVariants.RawAgain
                ? "none: two identical servers, to show the noise" : string.Join("; ", Targets(variant, variants)));
    }

    private static IEnumerable<Target> Targets(AdapterVariant variant, Dictionary<string, AdapterVariant> variants)
    {
        var added = Added(variant, variants);
        switch (variant.Name)
        {
            case AdapterVariants.Sync or AdapterVariants.Async:
                yield return new("at most +0.20 µs", added <= 0.2);
                if (variants.TryGetValue(AdapterVariants.MinimalApi, out var minimal))
                    yield return new("below minimal API", added < Added(minimal, variants));
                yield return OwnBytes(variant, variants);
                break;
            case AdapterVariants.SyncBrowser:
                yield return OwnBytes(variant, variants);
                break;
            case AdapterVariants.Routed:
                foreach (var name in new[] { AdapterVariants.MinimalRouted, AdapterVariants.MinimalRoutedResult })
                {
                    if (variants.TryGetValue(name, out var other))
                        yield return new($"below {name}", added < Added(other, variants));
                }

                break;
            case AdapterVariants.AsyncIterator:
                yield return Target.AtMost(variant.Bytes - AdapterBenchmark.BytesOf(GatewayApps.OneHeader), 320, "B",
                    "with the iterator, the app's header list apart, ");
                break;
            case AdapterVariants.PassThrough:
                yield return new("at most +0.30 µs", added <= 0.3);
                break;
            case AdapterVariants.AddHeader or AdapterVariants.AppendHeader:
                yield return new("at most +0.80 µs", added <= 0.8);
                break;
            case AdapterVariants.Enumerates:
                yield return new("at most +1.00 µs", added <= 1);
                yield return new("at most 1,434 B", variant.Bytes <= 1434);
                break;
            default:
                break;
        }
    }

    // The headers, the list around them and the body are the app's own.
    private static Target OwnBytes(AdapterVariant variant, Dictionary<string, AdapterVariant> variants) =>
        Target.AtMost(variant.Bytes - variants[variant.Twin!].Bytes - AdapterBenchmark.BytesOfTheApp(GatewayApps.ThreeKeys), 136, "B",
            "of our own, the app's apart, ");

    private static void AddDerived(Report report, Dictionary<string, AdapterVariant> variants)
    {
        var table = new Table("Compared with each other", "Measure", "Measured", "Target");
        if (Find(variants, AdapterVariants.PassThrough, AdapterVariants.Sync) is [var three, var none])
        {
            var each = (three.Bytes - none.Bytes) / 3.0;
            table.Add("pass-through middleware, each", $"{Figures.Short(each)} B", new Target("at most 40 B", each <= 40).ToString());
        }

        if (Find(variants, AdapterVariants.MinimalOrder, AdapterVariants.Order) is [var minimalJson, var json])
        {
            var times = Added(minimalJson, variants) / Added(json, variants);
            table.Add("JSON of 10 fields: what minimal API adds to an empty raw answer, to what the app does", $"{Figures.Ratio(times)}×",
                new Target("at least 1.5×", times >= 1.5).ToString());
        }

        if (Find(variants, AdapterVariants.Naive, AdapterVariants.Sync) is [var naive, var sync])
        {
            var times = Added(naive, variants) / Added(sync, variants);
            table.Add("naive adapter: what it adds, to what the sync app with 3 keys adds", $"{Figures.Ratio(times)}×",
                new Target("at least 8×", times >= 8).ToString());
        }

        foreach (var shape in AdapterVariants.Streamers)
        {
            if (Find(variants, AdapterVariants.Blocks(shape, AdapterVariants.ManyBlocks),
                AdapterVariants.Blocks(shape, AdapterVariants.FewBlocks)) is not [var many, var few])
                continue;
            var (addedMany, addedFew) = (many.Bytes - variants[many.Twin!].Bytes, few.Bytes - variants[few.Twin!].Bytes);
            var perBlock = (addedMany - addedFew) / (double)(AdapterVariants.ManyBlocks - AdapterVariants.FewBlocks);
            table.Add($"streamed, {shape}: added per block, and in all with {AdapterVariants.FewBlocks}",
                $"{Figures.Short(perBlock)} B, {addedFew:#,0} B",
                $"{new Target("0 B per block", Math.Abs(perBlock) < 0.5)}; {new Target("at most 1,024 B in all", addedFew <= 1024)}");
        }

        report.Add(table);
    }

    private static double Added(AdapterVariant variant, Dictionary<string, AdapterVariant> variants) =>
        variant.Times.With(variants[variant.Twin ?? variant.Name].Times, (ours, raw) => (ours - raw) / 1000).Median;

    private static AdapterVariant[]? Find(Dictionary<string, AdapterVariant> variants, params string[] names) =>
        names.All(variants.ContainsKey) ? Array.ConvertAll(names, name => variants[name]) : null;
}
