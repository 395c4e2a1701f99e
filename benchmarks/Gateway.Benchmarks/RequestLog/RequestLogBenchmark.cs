using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;
using Gateway.Benchmarks.Sockets;

namespace Gateway.Benchmarks.RequestLog;

/// <summary>What the line per request of <see cref="AspNetCore.GatewayServer"/> costs: the same program with and without it.</summary>
internal static class RequestLogBenchmark
{
    /// <summary>The command line that makes this program the server: a URL, then settings.</summary>
    public const string ServeCommand = "hello";

    /// <summary>The option that turns the lines off.</summary>
    public const string NoLines = "--Logging:LogLevel:Gateway.AspNetCore.Requests=None";

    private const string Quiet = "without lines";

    public static async Task RunAsync(Settings settings)
    {
        if (!OperatingSystem.IsLinux())
        {
            Progress.Line("requestlog: skipped. It reads CPU times from /proc.");
            return;
        }

        var loads = LoadGenerator.Installed().Where(load => !load.IsTls).ToList();
        if (loads.Count == 0)
            return;
        var folder = Directory.CreateTempSubdirectory("gateway-log-");
        var servers = new List<(string Name, BarKind Kind, ServerProcess Process)>();
        try
        {
            foreach (var (name, kind, target, options) in new (string, BarKind, string, string[])[]
            {
                (Quiet, BarKind.Raw, "/dev/null", [NoLines]),
                (Quiet + ", again", BarKind.Raw, "/dev/null", [NoLines]),
                ("lines to a file", BarKind.Gateway, Path.Combine(folder.FullName, "log"), []),
                ("lines to the null device", BarKind.Gateway, "/dev/null", []),
            })
            {
                servers.Add((name, kind, await StartAsync(target, options)));
            }

            var variants = loads.SelectMany(load => servers.Select(server =>
                new SocketVariant(server.Name, server.Kind, server.Process.Servers[0], load))).ToList();
            await SocketVariant.MeasureAsync("requestlog", variants, settings.RoundsOr(9), settings.TimeOr(1), () => Empty(folder));
            Report(variants, settings.RoundsOr(9)).Write(settings.Output);
        }
        finally
        {
            foreach (var (_, _, process) in servers)
                process.Dispose();
            folder.Delete(recursive: true);
        }
    }

    // The shell opens the file; this process would be a pipe in between.
    private static async Task<ServerProcess> StartAsync(string target, string[] options)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        var (program, arguments) = ServerProcess.Itself([ServeCommand, url.ToString(), .. options]);
        return await ServerProcess.StartAsync(
            "/bin/sh", ["-c", """target=$1; shift; exec "$@" 2>>"$target" """, "sh", target, program, .. arguments], folder: "/", url);
    }

    // Gigabytes would measure the disk. The server appends, so that it goes on at the new end.
    private static void Empty(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            File.WriteAllBytes(file.FullName, []);
    }

    private static Report Report(List<SocketVariant> variants, int rounds)
    {
        var report = new Report("requestlog", "The request log")
        {
            Chart = new BarChart(
                "CPU per request of a hello world with a line per request", "CPU, relative to the same program without lines",
                reference: 1),
        };
        report.Add(
            "`GatewayServer` writes a line per request to standard error. The same program runs with its lines into a file, into the "
                + $"null device, and without them (`Logging:LogLevel:Gateway.AspNetCore.Requests` is `None`). Median of {rounds} "
                + "interleaved rounds; CPU is the server's user and system time from `/proc/<pid>/stat`.");
        foreach (var load in variants.GroupBy(variant => variant.Load))
        {
            var limit = load.Key.IsPipelined ? 1.25 : 1.10;
            var quiet = load.First();
            var table = new Table(
                load.Key.Name, "Variant", "Requests/s", "CPU µs per request", "CPU ratio", "Spread", "Failures", "Target");
            var twins = SocketVariant.Twins(load);
            if (Twins.AreAlike(twins))
                report.Chart.AddHeading(load.Key.Name);
            foreach (var variant in load)
            {
                var cpu = variant.CpuMicroseconds.With(quiet.CpuMicroseconds, (ours, quiet) => ours / quiet);
                table.Add(
                    variant.Name,
                    Figures.Short(variant.PerSecond.Median),
                    Figures.Short(variant.CpuMicroseconds.Median),
                    Figures.Ratio(cpu.Median),
                    Figures.RatioRange(cpu),
                    $"{variant.Failures:#,0}",
                    variant.Kind == BarKind.Gateway ? Target.AtMost(cpu.Median, limit, "of the CPU without lines").ToString() : "");
                if (variant != quiet && Twins.AreAlike(twins))
                    report.Chart.Add(new Bar(variant.Name, cpu.Median, variant.Kind, Figures.Ratio(cpu.Median), (cpu.Min, cpu.Max)));
            }

            report.Add(table, twins);
        }

        return report;
    }
}
