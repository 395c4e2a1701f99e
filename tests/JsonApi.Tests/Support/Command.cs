using System.Diagnostics;

namespace JsonApi.Tests;

/// <summary>Runs a command line as a reader of the documentation would: in bash.</summary>
internal static class Command
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Gives what the command printed, standard output and error together, and its exit code.</summary>
    public static async Task<(string Output, int ExitCode)> RunAsync(string command, string? workingFolder = null)
    {
        var start = new ProcessStartInfo(Requirement.PathOf("bash"), ["-c", $"exec 2>&1\n{command}"])
            { RedirectStandardOutput = true, WorkingDirectory = workingFolder ?? "" };
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (output, process.ExitCode);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"This command did not end: {command}");
        }
    }
}
