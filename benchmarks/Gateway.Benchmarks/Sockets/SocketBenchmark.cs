using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Sockets;

/// <summary>What users feel: the same over loopback, with a load generator.</summary>
/// <remarks>Those on Kestrel run in one process, each as a server of its own: two processes of the same program differ by more than what is to be measured. Each peer has its own process.</remarks>
internal static class SocketBenchmark
{
    public const string Raw = "raw RequestDelegate";
    public const string RawAgain = "raw RequestDelegate, again";
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
            servers.AddRange(own.Zip(ServerProcess.StartOwn(own.Select(one => one.Pipeline)).Servers, (one, server) => (one.Name, one.Kind, server)));
            foreach (var peer in Peers.All.Where(peer => settings.Includes(peer.Name)))
            {
                if (await Peers.StartAsync(peer) is { } server)
                    servers.Add((peer.Name, BarKind.Other, server.Servers[0]));
            }

            foreach (var (name, _, server) in servers)
                await CheckAsync(name, server);

            // The peers speak HTTP/1.1 only.
            var variants = loads.SelectMany(load => servers.Where(server => load.Name == LoadGenerator.Http1 || server.Server.Https is not null)
                .Select(server => new SocketVariant(server.Name, server.Kind, server.Server, load))).ToList();
            await MeasureAsync(variants, settings.RoundsOr(13), Math.Max(1, (int)Math.Round(settings.TimeOr(1).TotalSeconds)));
            (await SocketReport.WriteAsync(variants, settings.RoundsOr(13))).Write(settings.Output);
        }
        finally
        {
            foreach (var (_, _, server) in servers)
                server.Process.Dispose();
        }
    }

    private static async Task MeasureAsync(List<SocketVariant> variants, int rounds, int seconds)
    {
        foreach (var variant in variants.Where(variant => variant.Server.Https is not null))
        {
            Progress.Step($"sockets: warming up {variant.Name}, {variant.Load.Name}");
            await variant.Load.Run(variant.Load.IsTls ? variant.Server.Https! : variant.Server.Http, seconds);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var variant in round % 2 == 0 ? variants : Enumerable.Reverse(variants))
            {
                Progress.Step($"sockets: round {round + 1} of {rounds}: {variant.Load.Name}, {variant.Name}");
                await variant.MeasureAsync(seconds);
            }
        }
    }

    private static async Task CheckAsync(string name, ServerAddress server)
    {
        using var plain = new HttpClient();
        if (await plain.GetStringAsync(server.Http) is var text && text != Payload.HelloText)
            throw new InvalidOperationException($"'{name}' answered '{text}'.");
        if (server.Https is null)
            return;

        // The certificate is one the server has just made for itself.
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler) { DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (await client.GetStringAsync(server.Https) is var secure && secure != Payload.HelloText)
            throw new InvalidOperationException($"'{name}' answered '{secure}' over HTTP/2.");
    }
}
