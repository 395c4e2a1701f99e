using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Sockets;

/// <summary>A server under one kind of load.</summary>
/// <param name="Name">The server's name in the tables.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="Server">The server.</param>
/// <param name="Load">The load.</param>
internal sealed record SocketVariant(string Name, BarKind Kind, ServerAddress Server, LoadGenerator Load)
{
    public Samples PerSecond { get; } = new();

    public Samples CpuMicroseconds { get; } = new();

    public long Failures { get; private set; }

    /// <summary>The same server under another load.</summary>
    public SocketVariant Under(LoadGenerator load) => new(Name, Kind, Server, load);

    /// <summary>See <see cref="Reporting.Twins"/>.</summary>
    public static double? Twins(IEnumerable<SocketVariant> load) =>
        Reporting.Twins.Ratio(load, variant => variant.Name, variant => variant.PerSecond);

    private Uri Url => Load.IsTls ? Server.Https! : Server.Http;

    /// <summary>Takes one sample, of the throughput and of the CPU time the server needed for it.</summary>
    public async Task MeasureAsync(int seconds)
    {
        var before = ProcessFigures.CpuMicroseconds(Server.Process.Id);
        var load = await Load.Run(Url, seconds);
        var spent = ProcessFigures.CpuMicroseconds(Server.Process.Id) - before;
        if (load.Requests == 0)
            throw new InvalidOperationException($"'{Name}' answered nothing over {Load.Name}.");
        PerSecond.Add(load.PerSecond);
        CpuMicroseconds.Add(spent / load.Requests);
        Failures += load.Failures;
    }

    /// <summary>Warms variants up, then measures each of them in every round, in turns. Loads under which two identical servers differ
    /// too much are measured once more.</summary>
    /// <param name="part">The part of the benchmarks, for the lines that tell what it does.</param>
    /// <param name="variants">What is measured.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="time">How long each time; whole seconds, because load generators count in them.</param>
    /// <param name="afterRound">Called after each round, if given.</param>
    public static async Task MeasureAsync(
        string part, IReadOnlyList<SocketVariant> variants, int rounds, TimeSpan time, Action? afterRound = null)
    {
        var seconds = Math.Max(1, (int)Math.Round(time.TotalSeconds));
        foreach (var variant in variants)
        {
            Progress.Step($"{part}: warming up {variant.Name}, {variant.Load.Name}");
            await variant.Load.Run(variant.Url, seconds);
        }

        await RunAsync(part, variants, rounds, seconds, afterRound);
        var noisy = variants.GroupBy(variant => variant.Load).Where(load => !Reporting.Twins.AreAlike(Twins(load))).ToList();
        if (noisy.Count == 0)
            return;
        Progress.Line($"{part}: two identical servers differ too much over {string.Join(", ", noisy.Select(load => load.Key.Name))}");
        await RunAsync(part + ", once more", [.. noisy.SelectMany(load => load)], rounds, seconds, afterRound);
    }

    private static async Task RunAsync(
        string part, IReadOnlyList<SocketVariant> variants, int rounds, int seconds, Action? afterRound)
    {
        var done = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var variant in round % 2 == 0 ? variants : variants.Reverse())
            {
                Progress.Step(
                    $"{part}: round {round + 1} of {rounds}: {variant.Load.Name}, {variant.Name}", done++, rounds * variants.Count);
                await variant.MeasureAsync(seconds);
            }

            afterRound?.Invoke();
        }
    }
}
