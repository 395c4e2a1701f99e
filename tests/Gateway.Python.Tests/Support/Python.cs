using System.Collections.Concurrent;

namespace Gateway.Python.Tests.Support;

/// <summary>The Python of Debian, which its packages are for, and apps of this project.</summary>
internal static class Python
{
    public const string Program = "/usr/bin/python3";

    public static string Apps => Path.Combine(AppContext.BaseDirectory, "Apps");

    public static PythonAppOptions Options(ConcurrentQueue<PythonLogEntry>? log = null) => new()
    {
        Directory = Apps,
        Interpreter = Program,
        Workers = 1,
        Log = entry => log?.Enqueue(entry),
    };
}
