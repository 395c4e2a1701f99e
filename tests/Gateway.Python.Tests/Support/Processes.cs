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
}
