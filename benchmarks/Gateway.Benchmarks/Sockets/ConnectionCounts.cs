using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Sockets;

/// <summary>CPU time per request with few connections and with many. It explains why ratios to other servers differ by the run.
/// </summary>
/// <remarks>The fewer connections, the more often a server sleeps between two requests, and the more a server with several threads
/// pays for each of them to wake.</remarks>
internal static class ConnectionCounts
{
    /// <summary>Measures the servers that a comparison needs, and gives the table.</summary>
    /// <param name="variants">The variants of the other tables.</param>
    /// <param name="settings">How often and how long.</param>
    public static async Task<Table> MeasureAsync(List<SocketVariant> variants, Settings settings)
    {
        var servers = variants.Where(variant => variant.Load.Name == LoadGenerator.Http1 && IsCompared(variant.Name)).ToList();
        var loads = LoadGenerator.WithConnections(1, 4, 16, 64, 256).ToList();
        var all = loads.SelectMany(load => servers.Select(server => server.Under(load))).ToList();
        await SocketVariant.MeasureAsync("sockets, by connections", all, settings.RoundsOr(5), settings.TimeOr(1));

        var table = new Table(
            "CPU µs per request, by the number of connections",
            ["Variant", .. loads.Select(load => load.Name), "Spread of the ratio to ours"]);
        var ours = all.Where(variant => variant.Name == SocketBenchmark.Sync).ToDictionary(variant => variant.Load, variant => variant);
        foreach (var server in all.GroupBy(variant => variant.Name))
        {
            var ratios = new Samples(server.Where(variant => ours.ContainsKey(variant.Load))
                .Select(variant => variant.CpuMicroseconds.Median / ours[variant.Load].CpuMicroseconds.Median));
            table.Add(
                [server.Key, .. server.Select(variant => Figures.Short(variant.CpuMicroseconds.Median)), Figures.RatioRange(ratios)]);
        }

        return table;
    }

    private static bool IsCompared(string name) => name is SocketBenchmark.Raw or SocketBenchmark.Sync or Peers.Floor or Peers.Nginx
        || name.StartsWith(Peers.Uwsgi + " ", StringComparison.Ordinal);
}
