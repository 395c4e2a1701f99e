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

    /// <summary>Takes one sample, of the throughput and of the CPU time the server needed for it.</summary>
    public async Task MeasureAsync(int seconds)
    {
        var before = ProcessFigures.CpuMicroseconds(Server.Process.Id);
        var load = await Load.Run(Load.IsTls ? Server.Https! : Server.Http, seconds);
        var spent = ProcessFigures.CpuMicroseconds(Server.Process.Id) - before;
        if (load.Requests == 0)
            throw new InvalidOperationException($"'{Name}' answered nothing over {Load.Name}.");
        PerSecond.Add(load.PerSecond);
        CpuMicroseconds.Add(spent / load.Requests);
        Failures += load.Failures;
    }
}
