using System.Diagnostics;

namespace Gateway.Python.Tests.Support;

/// <summary>This program again, as a host with one worker in a process of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, int worker, Uri url) => (_process, Worker, Url) = (process, worker, url);

    public int Id => _process.Id;

    /// <summary>The worker's process.</summary>
    public int Worker { get; }

    public Uri Url { get; }

    public static async Task<HostProcess> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var words = (await process.StandardOutput.ReadLineAsync())!.Split(' ');
        return new(process, int.Parse(words[0], null), new(words[1]));
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
