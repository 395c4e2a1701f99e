using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Startup;

/// <summary>Start-up and footprint of samples/HelloWorld, as a native program, compiled ahead for the runtime, and with the runtime
/// alone.</summary>
internal static class StartupBenchmark
{
    public static async Task RunAsync(Settings settings)
    {
        var root = Directory.CreateTempSubdirectory("gateway-startup-");
        try
        {
            var variants = new List<StartupVariant>();
            foreach (var form in PublishedSample.All.Where(form => settings.Includes(form.Name)))
            {
                if (await form.PublishAsync("startup", root) is { } folder)
                    variants.Add(new StartupVariant(form.Name, IsNative(form.Name) ? BarKind.Gateway : BarKind.Other, folder));
            }

            if (variants.Count == 0)
                return;
            var rounds = settings.RoundsOr(15);
            for (var round = 0; round < rounds; round++)
            {
                Progress.Step($"startup: round {round + 1} of {rounds}", round, rounds);
                foreach (var variant in variants)
                    await variant.MeasureAsync();
            }

            Write(variants, rounds).Write(settings.Output);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static bool IsNative(string name) => name == PublishedSample.Native.Name;

    private static Report Write(List<StartupVariant> variants, int rounds)
    {
        var report = new Report("startup", "Start-up and footprint")
        {
            Chart = new BarChart(
                "Hello world: from the start of the process to the first answer", "milliseconds (less is better)", reference: null),
        };
        report.Add(
            $"`samples/HelloWorld`, published and started {rounds} times, variants interleaved; spread in brackets. Time is from the "
                + $"start of the process to the end of the first answer, memory what is resident then and after 1,000 requests more.");
        var table = new Table("", "Variant", "Size MB", "First answer ms", "RSS MB", "RSS MB after 1,000 requests", "Target");
        foreach (var variant in variants)
        {
            var (size, time, memory,
                later) = (variant.SizeMegabytes, variant.FirstAnswerMilliseconds, variant.FirstMegabytes, variant.LaterMegabytes);
            var target = IsNative(variant.Name)
                ? $"{new Target("under 12 MB", size < 12)}; {new Target("under 150 ms", time.Median < 150)}; "
                    + $"{new Target("under 25 MB RSS", memory.Median < 25)}" : "";
            table.Add(variant.Name, Figures.Ratio(size), $"{Figures.Short(time.Median)} ({Figures.Range(time)})",
                $"{Figures.Short(memory.Median)} ({Figures.Range(memory)})",
                $"{Figures.Short(later.Median)} ({Figures.Range(later)})", target);
            report.Chart.Add(
                new Bar(variant.Name, time.Median, variant.Kind, $"{Figures.Short(time.Median)} ms, {Figures.Short(memory.Median)} MB RSS",
                    (time.Min, time.Max)));
        }

        report.Add(table);
        return report;
    }
}
