using System.Diagnostics;

namespace Gateway.Python.Tests.Support;

/// <summary>Processes that a test knows by their number.</summary>
internal static class Processes
{
    public static void Kill(int process)
    {
        using var found = Process.GetProcessById(process);
        found.Kill();
    }

    /// <summary>Waits until a process is gone.</summary>
    public static Task Gone(int process) => Eventually.IsTrue(() => !Directory.Exists($"/proc/{process}"));

    /// <summary>How many descriptors a process has open.</summary>
    public static int Descriptors(int process) => Directory.GetFileSystemEntries($"/proc/{process}/fd").Length;

    /// <summary>How many threads a process has.</summary>
    public static int Threads(int process) => Directory.GetDirectories($"/proc/{process}/task").Length;

    /// <summary>The processes that a process has started.</summary>
    public static IReadOnlyList<int> Children(int process) =>
    [
        .. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, null)),
    ];

    /// <summary>The most memory that a process has had in RAM, in bytes.</summary>
    public static long PeakMemory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..^"kB".Length], null) * 1024;
    }
}
