using System.Globalization;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Adapter;

/// <summary>What the adapter costs on top of Kestrel, and nothing else: no sockets, one thread, 16 requests at a time.</summary>
internal static class AdapterBenchmark
{
    /// <summary>The command by which a process is told to measure and to print its samples.</summary>
    public const string SampleCommand = "adapter-samples";

    public static async Task RunAsync(Settings settings)
    {
        // No two processes compile the same code to the same instructions: what one of them measures every time may be its own luck.
        var processes = settings.Quick ? 1 : 5;
        var rounds = settings.RoundsOr(400) / processes;
        var time = settings.TimeOr(0.005);
        var variants = Variants(settings).ToDictionary(variant => variant.Name);
        for (var process = 1; process <= processes; process++)
        {
            Progress.Step($"adapter: process {process} of {processes}", process - 1, processes);
            var (program, arguments) = ServerProcess.Itself(
                SampleCommand, "--rounds", $"{rounds}", "--seconds", time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                "--filter", settings.Filter);
            await foreach (var line in Tool.LinesAsync(
                program, arguments, text => Progress.Step($"process {process} of {processes}: {text}")))
            {
                if (line.Split('\t') is not [var name, var bytes, .. var samples])
                    throw new InvalidOperationException($"A process of the adapter part printed: {line}");
                variants[name].Bytes = Math.Max(variants[name].Bytes, long.Parse(bytes, CultureInfo.InvariantCulture));
                foreach (var sample in samples)
                    variants[name].Times.Add(double.Parse(sample, CultureInfo.InvariantCulture));
            }
        }

        AdapterReport.Write(variants, processes, rounds, time).Write(settings.Output);
    }

    /// <summary>Measures in this process, and prints a line of samples for each variant.</summary>
    public static async Task PrintSamplesAsync(Settings settings)
    {
        var variants = Variants(settings);
        await MeasureAsync(variants, settings.RoundsOr(80), settings.TimeOr(0.005));
        foreach (var variant in variants)
            Console.WriteLine(
                string.Join('\t',
                    [variant.Name, .. variant.Times.Values.Prepend(variant.Bytes)
                        .Select(number => number.ToString(CultureInfo.InvariantCulture))]));
    }

    private static List<AdapterVariant> Variants(Settings settings)
    {
        var variants = AdapterVariants.All().ToList();
        if (settings.Alone)
            return variants.FindAll(variant => variant.Name == settings.Filter);
        var twins = variants.Where(variant => settings.Includes(variant.Name)).Select(variant => variant.Twin).ToHashSet();
        variants.RemoveAll(
            variant => !settings.Includes(variant.Name, variant.Name == AdapterVariants.Raw || twins.Contains(variant.Name)));
        return variants;
    }

    private static async Task MeasureAsync(List<AdapterVariant> variants, int rounds, TimeSpan time)
    {
        var runs = new List<AdapterRun>();
        foreach (var variant in variants)
        {
            Console.Error.WriteLine($"adapter: warming up, {runs.Count + 1} of {variants.Count}: {variant.Name}");
            runs.Add(await AdapterRun.StartAsync(variant));
        }

        foreach (var run in runs)
        {
            for (var rehearsal = 0; rehearsal < 4; rehearsal++)
                run.Measure(time / 2, counts: false);
        }

        for (var round = 0; round < rounds; round++)
        {
            if (round % 10 == 0)
                Console.Error.WriteLine($"adapter: round {round + 1} of {rounds}");
            // Back and forth, so that what drifts does not always hit the same variants.
            foreach (var run in round % 2 == 0 ? runs : Enumerable.Reverse(runs))
                run.Measure(time, counts: true);
        }

        foreach (var run in runs)
        {
            Console.Error.WriteLine($"adapter: counting bytes of {run.Variant.Name}");
            run.Count();
            run.Check();
            await run.DisposeAsync();
        }
    }

    /// <summary>What an app itself allocates, called as a plain function: headers, body, iterator.</summary>
    public static long BytesOfTheApp(GatewayApp app)
    {
        var environ = Environ.ForRequest();
        StartResponse startResponse = (_, _, _) => null!;
        return BytesOf(() => app(environ, startResponse));
    }

    /// <summary>What a call allocates, exactly.</summary>
    public static long BytesOf(Func<object> call)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 100; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var repetition = 0; repetition < 1000; repetition++)
                GC.KeepAlive(call());
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / 1000);
        }

        return least;
    }
}
