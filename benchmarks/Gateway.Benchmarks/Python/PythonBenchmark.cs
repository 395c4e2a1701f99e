using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Python;

/// <summary>Python apps behind <c>gateway serve</c> and behind Python's own servers.</summary>
internal static class PythonBenchmark
{
    public static async Task RunAsync(Settings settings)
    {
        if (Tool.FindOrSay("wrk", "wrk", "Python apps") is not { } wrk)
            return;
        var variants = new List<PythonVariant>();
        var memory = new List<PythonMemory>();
        foreach (var cases in PythonCase.All.GroupBy(load => load.Module))
            await MeasureAsync(settings, wrk, [.. cases], variants, memory);
        memory.AddRange(await PythonMemory.WithFourWorkersAsync());
        await PythonReport.WriteAsync(variants, memory, await PythonBehaviour.MeasureAsync(settings), settings);
    }

    private static async Task MeasureAsync(
        Settings settings, string wrk, PythonCase[] cases, List<PythonVariant> variants, List<PythonMemory> memory)
    {
        var servers = new List<RunningServer>();
        try
        {
            var chosen = PythonServer.All.Where(server => settings.Includes(
                server.Name, server.Name is PythonServer.Gateway or PythonServer.Gunicorn or PythonServer.NginxGunicorn));
            foreach (var server in chosen)
            {
                Progress.Step($"python: starting {server.Name} with {cases[0].Module}");
                if (await RunningServer.StartAsync(server, cases[0].Module) is { } running)
                    servers.Add(running);
            }

            var own = cases.SelectMany(load => servers.Select(server => new PythonVariant(load, server))).ToList();
            var time = settings.TimeOr(1);
            foreach (var variant in own)
            {
                Progress.Step($"python: warming up {variant.Name}, {variant.Case.Name}");
                await variant.CheckAsync();
                await variant.AskAsync(wrk, PythonServer.All.Single(server => server.Name == variant.Name).IsOwn ? time * 4 : time);
            }

            var rounds = settings.RoundsOr(5);
            var done = 0;
            for (var round = 0; round < rounds; round++)
            {
                foreach (var variant in round % 2 == 0 ? own : Enumerable.Reverse(own))
                {
                    Progress.Step(
                        $"python: round {round + 1} of {rounds}: {variant.Case.Name}, {variant.Name}", done++, rounds * own.Count);
                    await variant.MeasureAsync(wrk, time);
                }
            }

            variants.AddRange(own);
            memory.AddRange(servers.Select(server => new PythonMemory(server.Name, cases[0].Module, server.Bytes)));
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }
}
