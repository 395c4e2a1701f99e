using System.Runtime.CompilerServices;

namespace Gateway.Toolkit.Tests;

internal static class Spare
{
    // Apps in these tests block their threads at gates. Without spare threads the pool would grow by one or two a second,
    // and a test would wait for the pool instead of for what it tests.
    [ModuleInitializer]
    internal static void KeepThreads() => ThreadPool.SetMinThreads(256, 64);
}
