using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gateway.Packages.Tests.Support;

/// <summary>A program in a process of its own, with what it prints.</summary>
internal sealed class TestProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(240);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _newLine = new(0);
    private readonly Process _process;

    private TestProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    public static TestProcess Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };

        // The surroundings of the tests, and the build that runs them, must not decide what they find.
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new TestProcess(start);
    }

    /// <summary>Waits until the process has printed a line like this.</summary>
    public async Task<Match> LineAsync(Regex pattern)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        while (true)
        {
            if (_lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
                return match;
            if (_process.HasExited)
                throw new InvalidOperationException($"The process ended with {_process.ExitCode} and did not print {pattern}. It printed:\n{Output}");
            try
            {
                await Task.WhenAny(_newLine.WaitAsync(timeout.Token), _process.WaitForExitAsync(timeout.Token)).Unwrap();
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The process did not print {pattern}. It printed:\n{Output}");
            }
        }
    }

    /// <summary>Waits until the process has ended, and gives its exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Timeout);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The process did not end. It printed:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _newLine.Dispose();
    }

    private static bool IsOfTheTestRun(string name) =>
        ((string[])["MSBUILD", "VSTEST", "ASPNETCORE_", "DOTNET_ENVIRONMENT"]).Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private void Note(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _newLine.Release();
    }
}
