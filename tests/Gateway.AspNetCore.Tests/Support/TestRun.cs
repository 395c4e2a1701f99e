using System.Runtime.CompilerServices;

namespace Gateway.AspNetCore.Tests.Support;

internal static class TestRun
{
    /// <summary>How long anything may take before a test gives up. A safety net only: no test passes by waiting for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Apps in these tests block their threads at gates. Without spare threads the pool would grow by one or two a second,
    // and a test would wait for the pool instead of for what it tests.
    [ModuleInitializer]
    internal static void KeepSpareThreads() => ThreadPool.SetMinThreads(256, 64);
}
