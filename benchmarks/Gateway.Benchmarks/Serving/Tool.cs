using System.Diagnostics;

namespace Gateway.Benchmarks.Serving;

/// <summary>A program that may be installed or not.</summary>
internal static class Tool
{
    /// <summary>The program's path, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend("/usr/bin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The program's path, or null after saying which package has it.</summary>
    public static string? FindOrSay(string program, string package, string what)
    {
        var path = Find(program);
        if (path is null)
            Progress.Line($"{what}: skipped, '{program}' is not installed (Debian: apt-get install {package})");
        return path;
    }

    /// <summary>The first line a program prints, for its version.</summary>
    public static async Task<string> FirstLineAsync(string program, params string[] arguments) =>
        (await RunAsync(program, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.Trim() ?? "";

    /// <summary>Runs a program, line by line of its output.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="progress">What becomes of the lines of its error output.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async IAsyncEnumerable<string> LinesAsync(string program, IEnumerable<string> arguments, Action<string> progress)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var last = "";
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                progress(last = text);
        };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            yield return line;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {last}");
    }

    /// <summary>Runs a program to its end; what it printed.</summary>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }
}
