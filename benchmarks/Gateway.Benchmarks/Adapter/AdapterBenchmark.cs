using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Adapter;

/// <summary>What the adapter costs on top of Kestrel, and nothing else: no sockets, one thread, 16 requests at a time.</summary>
internal static class AdapterBenchmark
{
    public static async Task RunAsync(Settings settings)
    {
        var variants = AdapterVariants.All().ToList();
        var twins = variants.Where(variant => settings.Includes(variant.Name)).Select(variant => variant.Twin).ToHashSet();
        variants.RemoveAll(variant => !settings.Includes(variant.Name, variant.Name == AdapterVariants.Raw || twins.Contains(variant.Name)));

        var runs = new List<AdapterRun>();
        foreach (var variant in variants)
        {
            Progress.Step($"adapter: warming up, {runs.Count + 1} of {variants.Count}: {variant.Name}");
            runs.Add(await AdapterRun.StartAsync(variant));
        }

        // Short rounds, so that the machine is much the same for a variant and its twin, and many of them.
        var rounds = settings.RoundsOr(400);
        var time = settings.TimeOr(0.005);
        foreach (var run in runs)
        {
            for (var rehearsal = 0; rehearsal < 4; rehearsal++)
                run.Measure(time / 2, counts: false);
        }

        for (var round = 0; round < rounds; round++)
        {
            if (round % 10 == 0)
                Progress.Step($"adapter: round {round + 1} of {rounds}");
            // Back and forth, so that what drifts does not always hit the same variants.
            foreach (var run in round % 2 == 0 ? runs : Enumerable.Reverse(runs))
                run.Measure(time, counts: true);
        }

        foreach (var run in runs)
        {
            Progress.Step($"adapter: counting bytes of {run.Variant.Name}");
            run.Count();
            run.Check();
            await run.DisposeAsync();
        }

        var report = AdapterReport.Write(variants.ToDictionary(variant => variant.Name), rounds, time);
        report.Write(settings.Output);
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
