using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Blocking;

/// <summary>What happened to a blocking app and to its neighbour in one round.</summary>
/// <param name="PerSecond">Requests the blocking app answered per second.</param>
/// <param name="Ok">Answers with 200.</param>
/// <param name="Overloaded">Answers with 503.</param>
/// <param name="Others">Other answers, and connections that failed or timed out.</param>
/// <param name="Neighbour">The neighbour's waits in milliseconds.</param>
internal sealed partial record BlockingRun(double PerSecond, long Ok, long Overloaded, long Others, Samples Neighbour)
{
    /// <summary>Starts a server, has its app block, and asks the neighbour meanwhile.</summary>
    public static async Task<BlockingRun> MeasureAsync(string wrk, string pipeline, int connections, int seconds)
    {
        // A new server each time: how the pool grows is part of what is measured.
        using var server = ServerProcess.StartOwn(pipeline);
        var neighbourUrl = new Uri(server.Http, Pipelines.NeighbourPath);
        if (await server.AskAsync(Pipelines.NeighbourPath) != Payload.HelloText || await server.AskAsync("/") != Payload.HelloText)
            throw new InvalidOperationException($"'{pipeline}' does not answer as it should.");

        using var neighbour = new PacedClient(neighbourUrl);
        await neighbour.MeasureAsync(TimeSpan.FromSeconds(0.5));
        if (connections == 0)
            return new BlockingRun(0, 0, 0, 0, await neighbour.MeasureAsync(TimeSpan.FromSeconds(seconds)));

        var script = Path.Combine(AppContext.BaseDirectory, "Peers", "statuses.lua");
        var load = Tool.RunAsync(wrk, "-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "60s", "-s", script, server.Http.ToString());
        var waits = await neighbour.MeasureAsync(TimeSpan.FromSeconds(seconds));
        var output = await load;
        if (Statuses().Match(output) is not { Success: true } statuses || Errors().Match(output) is not { Success: true } errors)
            throw new InvalidOperationException($"wrk said: {output}");
        var (ok, overloaded) = (Number(statuses, 1), Number(statuses, 2));
        return new BlockingRun((double)ok / seconds, ok, overloaded, Number(statuses, 3) + Number(errors, 1), waits);
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"statuses: (\d+) (\d+) (\d+)")]
    private static partial Regex Statuses();

    [GeneratedRegex(@"errors: (\d+)")]
    private static partial Regex Errors();
}
