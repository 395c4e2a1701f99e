using System.Diagnostics;
using System.Globalization;

namespace Gateway.Python.Supervision;

/// <summary>How a worker is started.</summary>
internal static class PythonCommand
{
    public static ProcessStartInfo Create(string target, PythonAppOptions options, WorkerListener listener, int worker, bool preload)
    {
        var directory = Path.GetFullPath(options.Directory ?? ".");
        var start = new ProcessStartInfo(Interpreter(options, directory))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-u", listener.Script, listener.Address, target, Text(worker), Text(options.Threads),
            options.Workers > 1 ? "1" : "0", preload ? "preload" : "serve", options.Validate ? "1" : "0"])
            start.ArgumentList.Add(argument);
        start.Environment["GATEWAY_WORKER_TOKEN"] = listener.Token;
        return start;
    }

    private static string Interpreter(PythonAppOptions options, string directory)
    {
        if (options.Interpreter is { Length: > 0 } interpreter)
        {
            var isPath = interpreter.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
            return isPath ? Path.GetFullPath(interpreter, directory) : interpreter;
        }

        var folder = options.VirtualEnvironment ?? Environment.GetEnvironmentVariable("VIRTUAL_ENV");
        if (string.IsNullOrEmpty(folder))
            return OperatingSystem.IsWindows() ? "python" : "python3";
        return OperatingSystem.IsWindows()
            ? Path.GetFullPath(Path.Combine(folder, "Scripts", "python.exe"), directory)
            : Path.GetFullPath(Path.Combine(folder, "bin", "python"), directory);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
