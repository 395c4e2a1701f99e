using System.Diagnostics;

namespace Gateway.Toolkit.Tests;

/// <summary>curl, as its users run it.</summary>
internal sealed class CurlProcess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _deadline = new(Timeout);
    private readonly Process _process;

    private CurlProcess(IEnumerable<string> arguments)
    {
        // No configuration of the machine's, and no proxy of the surroundings.
        string[] surroundings = ["-q", "--silent", "--show-error", "--noproxy", "*"];
        _process = Process.Start(new ProcessStartInfo(Requirement.PathOf("curl"), [.. surroundings, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Starts curl, to read what it prints while it runs.</summary>
    public static CurlProcess Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Runs curl, and gives what it printed.</summary>
    public static async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        using var curl = new CurlProcess(arguments);
        return await curl.EndAsync();
    }

    public async Task<string?> LineAsync() => await _process.StandardOutput.ReadLineAsync(_deadline.Token);

    /// <summary>What it prints until it ends, which has to be well.</summary>
    public async Task<string> EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync(_deadline.Token);
        var output = await _process.StandardOutput.ReadToEndAsync(_deadline.Token);
        await _process.WaitForExitAsync(_deadline.Token);
        _process.ExitCode.ShouldBe(0, await errors);
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _deadline.Dispose();
    }
}
