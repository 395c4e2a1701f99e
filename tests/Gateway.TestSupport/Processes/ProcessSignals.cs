using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.TestSupport;

/// <summary>Signals as service managers and terminals send them. The program <c>kill</c> is not on every machine; the C library
/// is.</summary>
public static class ProcessSignals
{
    /// <summary>Sends a signal by its name without SIG, such as TERM.</summary>
    /// <exception cref="Win32Exception">The process does not exist any more, or belongs to another user.</exception>
    public static void Signal(this Process process, string name)
    {
        var number = name switch
        {
            "HUP" => 1,
            "INT" => 2,
            "QUIT" => 3,
            "KILL" => 9,
            "TERM" => 15,
            _ => throw new ArgumentException($"{name} is not a signal that every Unix numbers alike: add it here.", nameof(name)),
        };
        if (kill(process.Id, number) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
