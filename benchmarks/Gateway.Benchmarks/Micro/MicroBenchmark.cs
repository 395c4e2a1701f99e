using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Gateway.Benchmarks.Reporting;
using Perfolizer.Horology;

namespace Gateway.Benchmarks.Micro;

/// <summary>The steps that every request takes many of, by BenchmarkDotNet.</summary>
internal static class MicroBenchmark
{
    private static readonly (string Name, Type Type)[] s_classes =
    [
        ("environ of a request with 12 headers", typeof(EnvironAccess)),
        ("validation", typeof(Validation)),
        ("header names", typeof(HeaderMapping)),
        ("router", typeof(RouterBenchmarks)),
        ("a generator's block", typeof(OtherThread)),
    ];

    public static Task RunAsync(Settings settings)
    {
        var artifacts = Directory.CreateTempSubdirectory("gateway-micro-");
        try
        {
            var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3)
                .WithIterationCount(Math.Max(3, settings.RoundsOr(10)))
                .WithIterationTime(TimeInterval.FromMilliseconds(settings.TimeOr(0.1).TotalMilliseconds));
            var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddLogger(NullLogger.Instance).WithArtifactsPath(artifacts.FullName)
                .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);

            var report = new Report("micro", "Micro-benchmarks")
            {
                Chart = new BarChart("The steps of a request", "nanoseconds (less is better)", reference: null),
            };
            report.Add($"By BenchmarkDotNet {typeof(BenchmarkRunner).Assembly.GetName().Version!.ToString(3)}, in this process.");
            var table = new Table("", "Step", "ns", "Spread", "Bytes");
            var classes = s_classes.Where(one => settings.Includes(one.Name)).ToList();
            foreach (var (index, (name, type)) in classes.Index())
            {
                Progress.Step($"micro: {name}", index, classes.Count);
                report.Chart.AddHeading(name);
                AddRows(table, report.Chart, name, type, config);
            }

            report.Add(table);
            report.Write(settings.Output);
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    private static void AddRows(Table table, BarChart chart, string name, Type type, IConfig config)
    {
        foreach (var measured in BenchmarkRunner.Run(type, config).Reports)
        {
            var step = measured.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            if (measured.ResultStatistics is not { } times)
                throw new InvalidOperationException(
                    $"'{step}' was not measured: {string.Join('\n', measured.ExecuteResults.SelectMany(result => result.Errors))}");
            // Where a class has sizes, the step says which.
            if (measured.BenchmarkCase.Parameters.Count > 0)
                step += $", {measured.BenchmarkCase.Parameters.ValueInfo.Trim('[', ']')}";
            var bytes = measured.GcStats.GetBytesAllocatedPerOperation(measured.BenchmarkCase) ?? 0;
            table.Add($"{name}: {step}", Figures.Short(times.Median), $"{Figures.Short(times.Min)}–{Figures.Short(times.Max)}",
                $"{bytes:#,0}");
            chart.Add(
                new Bar(step, times.Median, BarKind.Gateway, $"{Figures.Short(times.Median)} ns, {bytes:#,0} B", (times.Min, times.Max)));
        }
    }
}
