using System.Diagnostics;
using Gateway.Benchmarks;

namespace Gateway.Fuzzing.Engine;

/// <summary>The iterations of one target.</summary>
internal static class FuzzRun
{
    private const int Reports = 50;

    /// <summary>Runs every iteration, and tells of the progress where <c>GATEWAY_FUZZ_PROGRESS</c> names a file or a terminal.</summary>
    public static async Task RepeatAsync(string target, int unlessSet, Func<int, Task> run)
    {
        var (first, count) = (FuzzSettings.First, FuzzSettings.Iterations(unlessSet));
        var (clock, every) = (Stopwatch.StartNew(), Math.Max(1, count / Reports));
        for (var done = 0; done < count; done++)
        {
            if (done > 0 && done % every == 0 && FuzzSettings.Progress is { } progress)
                await File.AppendAllTextAsync(progress, $"{target}: {done} of {count}, {TimeLeft.After(clock.Elapsed, done, count)}\n");
            await run(first + done);
        }
    }
}
