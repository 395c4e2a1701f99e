using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Sockets;

/// <summary>What users feel: the same over loopback, with a load generator.</summary>
/// <remarks>Those on Kestrel run in one process, each as a server of its own: two processes of the same program differ by more than what is
/// to be measured. Each peer has its own process.</remarks>
internal static class SocketBenchmark
{
    public const string Raw = "raw RequestDelegate";
    public const string RawAgain = Raw + ", again";
    public const string Sync = "sync app, 3 keys";
    public const string Async = "async app, 3 keys";

    private static readonly (string Name, string Pipeline, BarKind Kind)[] s_own =
    [
        (Raw, "raw", BarKind.Raw),
        (RawAgain, "raw", BarKind.Raw),
        ("minimal API", "minimal", BarKind.Other),
        (Sync, "sync", BarKind.Gateway),
        (Async, "async", BarKind.Gateway),
        ("generator", "generator", BarKind.Gateway),
        ("3 middlewares passing through", "middlewares", BarKind.Gateway),
        ("app enumerating environ", "enumerates", BarKind.Gateway),
        ("naive adapter", "naive", BarKind.Other),
    ];

    public static async Task RunAsync(Settings settings)
    {
        var loads = LoadGenerator.Installed().ToList();
        if (loads.Count == 0)
            return;
        var servers = new List<(string Name, BarKind Kind, ServerAddress Server)>();
        try
        {
            var own = s_own.Where(own => settings.Includes(own.Name, own.Name == Raw)).ToList();
            servers.AddRange(
                own.Zip(ServerProcess.StartOwn(own.Select(one => one.Pipeline)).Servers, (one, server) => (one.Name, one.Kind, server)));
            foreach (var peer in Peers.All.Where(peer => settings.Includes(peer.Name)))
            {
                if (await Peers.StartAsync(peer) is { } server)
                    servers.Add((peer.Name, BarKind.Other, server.Servers[0]));
            }

            foreach (var (name, _, server) in servers)
                await CheckAsync(name, server);

            var variants = loads.SelectMany(load => servers.Where(server => IsMeasured(server.Name, server.Server, load))
                .Select(server => new SocketVariant(server.Name, server.Kind, server.Server, load))).ToList();
            await SocketVariant.MeasureAsync("sockets", variants, settings.RoundsOr(13), settings.TimeOr(1));
            var report = await SocketReport.WriteAsync(variants, settings.RoundsOr(13));
            if (settings.Filter.Length == 0)
                report.Add(await ConnectionCounts.MeasureAsync(variants, settings));
            report.Write(settings.Output);
        }
        finally
        {
            foreach (var (_, _, server) in servers)
                server.Process.Dispose();
        }
    }

    // The peers speak HTTP/1.1 only, and those in Python do not pipeline.
    private static bool IsMeasured(string name, ServerAddress server, LoadGenerator load) =>
        server.Https is not null || load.Name == LoadGenerator.Http1
        || (load.IsPipelined && Array.Exists(Peers.All, peer => peer.IsInC && peer.Name == name));

    private static async Task CheckAsync(string name, ServerAddress server)
    {
        using var plain = new HttpClient();
        if (await plain.GetStringAsync(server.Http) is var text && text != Payload.HelloText)
            throw new InvalidOperationException($"'{name}' answered '{text}'.");
        if (server.Https is null)
            return;

        // The certificate is one the server has just made for itself.
        using var handler = new HttpClientHandler
            { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(
            handler) { DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (await client.GetStringAsync(server.Https) is var secure && secure != Payload.HelloText)
            throw new InvalidOperationException($"'{name}' answered '{secure}' over HTTP/2.");
    }
}
