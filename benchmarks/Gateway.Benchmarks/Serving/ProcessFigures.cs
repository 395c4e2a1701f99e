using System.Globalization;

namespace Gateway.Benchmarks.Serving;

/// <summary>What the kernel knows of a process and its children.</summary>
internal static class ProcessFigures
{
    // proc(5), /proc/[pid]/stat: utime and stime count ticks of sysconf(_SC_CLK_TCK), which is 100 on Linux.
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>CPU time, of the process and everything below it, in microseconds.</summary>
    public static double CpuMicroseconds(int processId) => Tree(processId).Sum(process => process.Ticks) * MicrosecondsPerTick;

    /// <summary>What a process has used, without its children.</summary>
    public static ProcessUsage Usage(int processId) => Read(processId.ToString(CultureInfo.InvariantCulture)) is { } process
        ? new(process.Ticks * MicrosecondsPerTick, process.KernelTicks * MicrosecondsPerTick, Switches(processId))
        : default;

    /// <summary>What a process and everything below it have used.</summary>
    public static ProcessUsage TreeUsage(int processId) =>
        Tree(processId).Aggregate(default(ProcessUsage), (sum, process) => sum + Usage(process.Id));

    /// <summary>Memory that is in RAM, in bytes.</summary>
    public static long ResidentBytes(int processId) => Kilobytes($"/proc/{processId}/status", "VmRSS:") * 1024;

    /// <summary>Memory of the process and everything below it, pages that several processes share in equal parts, in bytes.</summary>
    public static long ProportionalBytes(int processId) =>
        Tree(processId).Sum(process => Kilobytes($"/proc/{process.Id}/smaps_rollup", "Pss:")) * 1024;

    /// <summary>The processes that a process has started and that run.</summary>
    public static IReadOnlyList<int> Children(int processId) =>
        [.. Tree(processId).Where(process => process.Parent == processId).Select(process => process.Id)];

    private static long Kilobytes(string file, string field) => Number(file, field, unit: "kB");

    private static long Number(string file, string field, string unit = "") => long.Parse(
        File.ReadLines(file).First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..^unit.Length],
        NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    private static long Switches(int processId)
    {
        var sum = 0L;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            try
            {
                sum += Number(thread + "/status", "voluntary_ctxt_switches:");
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return sum;
    }

    private static List<Stat> Tree(int processId)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => Read(name!)).OfType<Stat>().ToList();
        var tree = all.Where(process => process.Id == processId).ToList();
        for (var index = 0; index < tree.Count; index++)
            tree.AddRange(all.Where(process => process.Parent == tree[index].Id));
        return tree;
    }

    private static Stat? Read(string processId)
    {
        try
        {
            // The second field is the program's name, in parentheses, and may contain anything.
            var text = File.ReadAllText($"/proc/{processId}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(int.Parse(processId, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture),
                long.Parse(fields[11], CultureInfo.InvariantCulture), long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // It has ended meanwhile.
        }
    }

    private sealed record Stat(int Id, int Parent, long UserTicks, long KernelTicks)
    {
        public long Ticks => UserTicks + KernelTicks;
    }
}
