using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace JsonApi.Tests;

/// <summary>The sample as it was built, in a process of its own, in a folder of its own, at ports of its own.</summary>
internal sealed partial class SampleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _newLine = new(0);
    private readonly Process _process;

    private SampleProcess(string urls)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", urls])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };

        // The surroundings of the tests must not decide what they find.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Http { get; private set; } = null!;

    public Uri Https { get; private set; } = null!;

    public string PemPath => _folder.File("data/localhost.pem");

    public string StorePath => _folder.File("data/articles.db");

    public string Folder => _folder.Path;

    public static async Task<SampleProcess> StartAsync()
    {
        var sample = new SampleProcess("http://127.0.0.1:0;https://127.0.0.1:0");
        try
        {
            sample.Http = new Uri((await sample.LineAsync(HttpAddress())).Groups[1].Value);
            sample.Https = new Uri((await sample.LineAsync(HttpsAddress())).Groups[1].Value);
            await sample.LineAsync(Started());
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process has printed a line like this.</summary>
    public async Task<Match> LineAsync(Regex pattern)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        while (true)
        {
            if (_lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
                return match;
            try
            {
                await _newLine.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The sample did not print {pattern}. It printed:\n{string.Join('\n', _lines)}");
            }
        }
    }

    /// <summary>Asks the process to end, as a service manager or a container engine does (TERM), or Ctrl+C in a terminal (INT).</summary>
    public void Signal(string signal = "TERM") => _process.Signal(signal);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Timeout);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _newLine.Dispose();
        _folder.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _newLine.Release();
    }

    [GeneratedRegex("Now listening on: (http://.*)")]
    private static partial Regex HttpAddress();

    [GeneratedRegex("Now listening on: (https://.*)")]
    private static partial Regex HttpsAddress();

    [GeneratedRegex("Application started")]
    private static partial Regex Started();
}
