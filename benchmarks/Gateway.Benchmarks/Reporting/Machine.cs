using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Benchmarks.Reporting;

/// <summary>What everything ran on.</summary>
internal static class Machine
{
    private static string s_loadBefore = "unknown";

    /// <summary>To be called before anything is measured: somebody else's work on the machine is the first thing to rule out.</summary>
    public static void NoteLoad() => s_loadBefore = ReadLoad();

    /// <summary>The machine and the versions, as a line of Markdown.</summary>
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        return $"{Processor()}, {Environment.ProcessorCount} cores, {memory} "
            + $"GiB; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}, "
            + $"Kestrel {KestrelVersion()}; {(GCSettings.IsServerGC ? "server" : "workstation")} "
            + $"GC{(IsConcurrent() ? ", concurrent" : "")}, tiered PGO as by default, logging off. "
            + $"Measured {DateTime.UtcNow:yyyy-MM-dd}, load average before {s_loadBefore}.";
    }

    private static string KestrelVersion() =>
        typeof(KestrelServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string Processor() =>
        (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null)
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static bool IsConcurrent() => AppContext.TryGetSwitch("System.GC.Concurrent", out var isConcurrent) ? isConcurrent : true;

    private static string ReadLoad() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
