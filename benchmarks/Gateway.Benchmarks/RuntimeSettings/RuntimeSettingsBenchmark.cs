using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;
using Gateway.Benchmarks.Sockets;

namespace Gateway.Benchmarks.RuntimeSettings;

/// <summary>What settings of the runtime and of Kestrel's transport do to the same server, so that nobody tries them in vain.</summary>
internal static class RuntimeSettingsBenchmark
{
    private const string Usual = "as it comes";
    private const string ByTool = "the same app by 'gateway serve' (server GC)";

    private static readonly (string Name, Dictionary<string, string> Environment)[] s_settings =
    [
        (Usual, []),
        (Usual + ", again", []),
        ("UnsafePreferInlineScheduling", new() { [ServeCommand.InlineScheduling] = "1" }),
        ("completions inline (DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS)", new()
            { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" }),
        ("without dynamic PGO (DOTNET_TieredPGO=0)", new() { ["DOTNET_TieredPGO"] = "0" }),
        ("without tiers (DOTNET_TieredCompilation=0)", new() { ["DOTNET_TieredCompilation"] = "0" }),
        ("generation 0 of 1 MiB (DOTNET_GCgen0size)", new() { ["DOTNET_GCgen0size"] = "100000" }),
        ("workstation GC (DOTNET_gcServer=0)", new() { ["DOTNET_gcServer"] = "0" }),
        ("server GC with DATAS (the default of gcServer)", new() { ["DOTNET_gcServer"] = "1" }),
        ("server GC without DATAS", new() { ["DOTNET_gcServer"] = "1", ["DOTNET_GCDynamicAdaptationMode"] = "0" }),
    ];

    public static async Task RunAsync(Settings settings)
    {
        if (LoadGenerator.Installed().Where(load => !load.IsTls || !load.IsHttp1).ToList() is not { Count: > 0 } loads)
            return;
        var servers = new List<(string Name, ServerProcess Process)>();
        var root = Directory.CreateTempSubdirectory("gateway-settings-");
        try
        {
            foreach (var (name, environment) in s_settings.Where(one => settings.Includes(one.Name, one.Name.StartsWith(Usual))))
                servers.Add((name, ServerProcess.StartOwn(["sync"], environment)));
            if (settings.Includes(ByTool))
                servers.Add((ByTool, await ProgramForms.ServeByToolAsync()));
            var forms = await ProgramForms.StartAsync(settings, root);
            var variants = loads.SelectMany(load => Variants(load, servers)).ToList();
            var ofForms = loads.Where(load => !load.IsTls).SelectMany(load => Variants(load, forms)).ToList();
            servers.AddRange(forms);
            await SocketVariant.MeasureAsync("settings", [.. variants, .. ofForms], settings.RoundsOr(9), settings.TimeOr(1));
            var report = new Report("settings", "Settings that do not pay");
            report.Add(
                "The synchronous hello world with settings of the runtime and of the transport, each in a process of its own, so that "
                    + $"differences below the second row are noise. Median of {settings.RoundsOr(9)} interleaved rounds; ratios "
                    + $"compare the "
                    + "same rounds.");
            AddTables(report, "Setting", variants);
            report.Add("`samples/HelloWorld` without its request log, as the SDK publishes it. The first row is the base.");
            AddTables(report, "Form", ofForms);
            report.Write(settings.Output);
        }
        finally
        {
            foreach (var (_, process) in servers)
                process.Dispose();
            root.Delete(recursive: true);
        }
    }

    private static IEnumerable<SocketVariant> Variants(LoadGenerator load, List<(string Name, ServerProcess Process)> servers) =>
        servers.Where(server => !load.IsTls || server.Process.Servers[0].Https is not null).Select(server => new SocketVariant(
            server.Name, server.Name.StartsWith(Usual) ? BarKind.Raw : BarKind.Other, server.Process.Servers[0], load));

    private static void AddTables(Report report, string first, List<SocketVariant> variants)
    {
        foreach (var load in variants.GroupBy(variant => variant.Load))
        {
            var usual = load.First();
            var table = new Table(load.Key.Name, first, "Requests/s", "Ratio", "Spread", "CPU µs per request", "CPU ratio", "Memory MB");
            foreach (var variant in load)
            {
                var rate = variant.PerSecond.With(usual.PerSecond, (ours, usual) => ours / usual);
                var cpu = variant.CpuMicroseconds.With(usual.CpuMicroseconds, (ours, usual) => ours / usual);
                table.Add(
                    variant.Name,
                    Figures.Short(variant.PerSecond.Median),
                    Figures.Ratio(rate.Median),
                    Figures.RatioRange(rate),
                    Figures.Short(variant.CpuMicroseconds.Median),
                    Figures.Ratio(cpu.Median),
                    Figures.Short(ProcessFigures.ResidentBytes(variant.Server.Process.Id) / 1e6));
            }

            report.Add(table, SocketVariant.Twins(load));
        }
    }
}
