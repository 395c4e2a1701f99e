using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;
using Gateway.Benchmarks.Sockets;

namespace Gateway.Benchmarks.Python;

/// <summary>The tables, the targets and the chart of the part with Python apps.</summary>
internal static class PythonReport
{
    private const string Nothing = "–";

    public static async Task WriteAsync(List<PythonVariant> variants, List<PythonMemory> memory, Table behaviour, Settings settings)
    {
        var report = new Report("python", "Python apps")
        {
            Chart = new BarChart(
                "CPU time per request, relative to nginx in front of gunicorn's sync workers",
                "CPU time of all processes, relative (less is better)", reference: 1),
        };
        var nginx = File.Exists("/usr/sbin/nginx") ? ", " + await Tool.FirstLineAsync("/usr/sbin/nginx", "-v") : "";
        report.Add(
            "Over loopback, load generator and servers on the same machine: "
            + $"`gateway serve python:…` (server GC, as it is installed) and {await Peers.VersionsAsync()}{nginx}. "
            + "Two worker processes each (waitress has one), access logs off, nginx over a Unix socket. "
            + $"Median of {settings.RoundsOr(5)} interleaved rounds, the least and the most in brackets. "
            + "CPU time is the user and system time of all processes of a server, from `/proc/<pid>/stat`; in front is what nginx or the "
            + "server's first process takes of it. "
            + "Switches are how often a thread went to sleep for each request, and had to be woken. "
            + "Ratios are those of the medians. "
            + "wrk keeps 32 connections (8 for uploads), and shares the cores with the server: "
            + "requests per second are those of a full machine, "
            + "and CPU time is the fairer figure. "
            + "gunicorn sync and uWSGI's http-socket close the connection after each response.");
        foreach (var group in variants.GroupBy(variant => variant.Case))
        {
            report.Add(TableOf([.. group]));
            AddBars(report.Chart, [.. group]);
        }

        report.Add(MemoryOf(memory));
        report.Add(behaviour);
        report.Write(settings.Output);
    }

    private static Table TableOf(List<PythonVariant> variants)
    {
        var table = new Table(
            variants[0].Case.Name, "Server", "CPU µs per request", "To nginx, gunicorn sync", "To gunicorn sync",
            "In front, µs", "In the kernel", "Switches", "Requests/s", "p50 ms", "p99 ms", "Failures", "Target");
        foreach (var variant in variants)
        {
            table.Add(
                variant.Name, Spread(variant.CpuMicroseconds), Ratio(variant, variants, PythonServer.NginxGunicorn),
                Ratio(variant, variants, PythonServer.Gunicorn),
                variant.HasFront ? Figures.Short(variant.FrontMicroseconds.Median) : Nothing,
                Figures.Percent(variant.KernelPart.Median), Figures.Short(variant.Switches.Median), Spread(variant.PerSecond),
                Spread(variant.MedianMilliseconds), Spread(variant.P99Milliseconds), Figures.Short(variant.Failures),
                Targets(variant, variants));
        }

        return table;
    }

    private static string Targets(PythonVariant variant, List<PythonVariant> variants)
    {
        if (variant.Name != PythonServer.Gateway)
            return "";
        var targets = new List<string>();
        if (Compare(variant, variants, PythonServer.NginxGunicorn) is { } proxied)
        {
            var aim = $"at most {Figures.Ratio(variant.Case.ToProxied)} of nginx, gunicorn";
            targets.Add(new Target(aim, proxied <= variant.Case.ToProxied).ToString());
        }

        if (variant.Case.ToAlone is { } limit && Compare(variant, variants, PythonServer.Gunicorn) is { } alone)
            targets.Add(new Target($"at most {Figures.Ratio(limit)} of gunicorn", alone <= limit).ToString());
        return string.Join("; ", targets);
    }

    private static void AddBars(BarChart chart, List<PythonVariant> variants)
    {
        if (variants.Find(variant => variant.Name == PythonServer.NginxGunicorn) is not { } proxied)
            return;
        chart.AddHeading(variants[0].Case.Name);
        foreach (var variant in variants)
        {
            var ratio = variant.CpuMicroseconds.Median / proxied.CpuMicroseconds.Median;
            var kind = variant.Name.StartsWith("gateway", StringComparison.Ordinal) ? BarKind.Gateway
                : variant == proxied ? BarKind.Raw : BarKind.Other;
            chart.Add(new(variant.Name, ratio, kind, $"{Figures.Ratio(ratio)} · {Figures.Short(variant.CpuMicroseconds.Median)} µs"));
        }
    }

    private static Table MemoryOf(List<PythonMemory> memory)
    {
        var table = new Table("Memory after the rounds, of all processes", "Server", "App", "MiB", "To nginx, gunicorn sync", "Target");
        foreach (var one in memory)
        {
            var other = memory.Find(peer => peer.Module == one.Module && peer.Server == PythonServer.NginxGunicorn);
            var ratio = other is null ? (double?)null : one.Megabytes / other.Megabytes;
            var limit = one switch
            {
                { Server: PythonServer.Gateway, Module: "flask_app" } => 1.5,
                { Server: PythonMemory.Preloaded } => 1.0,
                _ => (double?)null,
            };
            var target = ratio is { } measured && limit is { } most
                ? new Target($"at most {Figures.Ratio(most)}", measured <= most).ToString()
                : "";
            table.Add(one.Server, one.Module, Figures.Short(one.Megabytes), ratio is { } shown ? Figures.Ratio(shown) : Nothing, target);
        }

        return table;
    }

    private static string Spread(Samples samples) => $"{Figures.Short(samples.Median)} ({Figures.Range(samples)})";

    private static string Ratio(PythonVariant variant, List<PythonVariant> variants, string to) =>
        Compare(variant, variants, to) is { } ratio ? Figures.Ratio(ratio) : Nothing;

    private static double? Compare(PythonVariant variant, List<PythonVariant> variants, string to) =>
        variants.Find(other => other.Name == to) is { } found ? variant.CpuMicroseconds.Median / found.CpuMicroseconds.Median : null;
}
