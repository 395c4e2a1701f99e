namespace Gateway.Python.Tests.Support;

/// <summary>Waits for what another process does in its own time: asks it again until it has, and fails after a long while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task Becomes<T>(T expected, Func<Task<T>> read)
    {
        using var limit = new CancellationTokenSource(Limit);
        T last;
        while (!Equals(last = await read(), expected))
        {
            if (limit.IsCancellationRequested)
                last.ShouldBe(expected);
            await Task.Yield();
        }
    }

    public static Task IsTrue(Func<bool> condition) => Becomes(true, async () =>
    {
        await Task.Yield();
        return condition();
    });
}
