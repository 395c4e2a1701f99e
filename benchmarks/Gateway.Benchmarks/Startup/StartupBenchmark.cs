using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Startup;

/// <summary>Start-up and footprint of samples/HelloWorld, as a native program and with the runtime.</summary>
internal static class StartupBenchmark
{
    private const string Native = "NativeAOT";

    public static async Task RunAsync(Settings settings)
    {
        var root = Directory.CreateTempSubdirectory("gateway-startup-");
        try
        {
            var variants = new List<StartupVariant>();
            foreach (var (name, kind, isNative) in new[] { (Native, BarKind.Gateway, true), ("JIT (the shared runtime apart)", BarKind.Other, false) })
            {
                var folder = Path.Combine(root.FullName, isNative ? "native" : "jit");
                if (settings.Includes(name) && await PublishAsync(name, folder, isNative))
                    variants.Add(new StartupVariant(name, kind, folder));
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

    private static async Task<bool> PublishAsync(string name, string folder, bool isNative)
    {
        if (isNative && Tool.FindOrSay("cc", "gcc libc6-dev zlib1g-dev", name) is null)
            return false;
        Progress.Step($"startup: publishing {name}");
        var project = Path.Combine(Repository.Root, "samples", "HelloWorld");
        var output = await Tool.RunAsync(Tool.Find("dotnet") ?? "dotnet", "publish", project, "--configuration", "Release", "--use-current-runtime", "--output", folder, $"-p:PublishAot={(isNative ? "true" : "false")}", "--self-contained", isNative ? "true" : "false");
        if (File.Exists(Path.Combine(folder, "HelloWorld")))
            return true;
        Progress.Line($"{name}: skipped, it could not be published:\n{output}");
        return false;
    }

    private static Report Write(List<StartupVariant> variants, int rounds)
    {
        var report = new Report("startup", "Start-up and footprint")
        {
            Chart = new BarChart("Hello world: from the start of the process to the first answer", "milliseconds (less is better)", reference: null),
        };
        report.Add($"`samples/HelloWorld`, published and started {rounds} times, variants interleaved; spread in brackets. Time is from the start of the process to the end of the first answer, memory what is resident then and after 1,000 requests more.");
        var table = new Table("", "Variant", "Size MB", "First answer ms", "RSS MB", "RSS MB after 1,000 requests", "Target");
        foreach (var variant in variants)
        {
            var (size, time, memory, later) = (variant.SizeMegabytes, variant.FirstAnswerMilliseconds, variant.FirstMegabytes, variant.LaterMegabytes);
            var target = variant.Name == Native ? $"{new Target("under 12 MB", size < 12)}; {new Target("under 150 ms", time.Median < 150)}; {new Target("under 25 MB RSS", memory.Median < 25)}" : "";
            table.Add(variant.Name, Figures.Ratio(size), $"{Figures.Short(time.Median)} ({Figures.Range(time)})", $"{Figures.Short(memory.Median)} ({Figures.Range(memory)})", $"{Figures.Short(later.Median)} ({Figures.Range(later)})", target);
            report.Chart.Add(new Bar(variant.Name, time.Median, variant.Kind, $"{Figures.Short(time.Median)} ms, {Figures.Short(memory.Median)} MB RSS", (time.Min, time.Max)));
        }

        report.Add(table);
        return report;
    }
}
