using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.Python.Supervision;

/// <summary>WorkerSignals for processes that are known by their number alone.</summary>
internal static partial class WorkerSignals
{
    private const int Quit = 3;

    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }

    /// <summary>Has a worker print the stacks of its threads, also one that is stuck in C. Without effect on Windows.</summary>
    public static void PrintStacks(int processId)
    {
        if (!OperatingSystem.IsWindows() && processId > 1)
            _ = Send(processId, Quit);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int processId, int signal);
}
