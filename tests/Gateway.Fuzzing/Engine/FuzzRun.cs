namespace Gateway.Fuzzing.Engine;

/// <summary>The iterations of one target.</summary>
internal static class FuzzRun
{
    public static async Task RepeatAsync(int unlessSet, Func<int, Task> run)
    {
        var (first, count) = (FuzzSettings.First, FuzzSettings.Iterations(unlessSet));
        for (var iteration = first; iteration < first + count; iteration++)
            await run(iteration);
    }
}
