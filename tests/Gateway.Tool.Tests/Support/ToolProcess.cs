using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Tool.Tests.Support;

/// <summary>The tool as it was built, in a process of its own.</summary>
internal sealed partial class ToolProcess : IAsyncDisposable
{
    /// <summary>A safety net: nothing here depends on time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _newLine = new(0);
    private readonly Process _process;

    private ToolProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        // The surroundings of the tests must not decide what they find; and compilers that stay would keep the test run's pipes open.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name is "PORT" or "DOTNET_ENVIRONMENT" or "LISTEN_FDS" or "LISTEN_PID").ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        _process = new Process { StartInfo = start };
    }

    public int Id => _process.Id;

    /// <summary>Everything printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    public static ToolProcess Start(IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment) => StartProgram(Tool, arguments, folder, environment);

    /// <summary>Starts another program than the tool.</summary>
    public static ToolProcess StartProgram(string assembly, IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment) =>
        Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { WorkingDirectory = folder ?? Path.GetTempPath() }, environment);

    /// <summary>Starts the tool with an open socket of the tests' process as number 3, as a service manager does.</summary>
    public static ToolProcess StartWithSocket(nint socket, params string[] arguments)
    {
        // dash knows one digit only; bash any number.
        var script = string.Create(CultureInfo.InvariantCulture, $"exec 3<&{socket} {socket}<&-; export LISTEN_FDS=1 LISTEN_PID=$$; exec dotnet \"$@\"");
        var start = new ProcessStartInfo(Requirement.PathOf("bash"), ["-c", script, "bash", Tool, .. arguments]) { WorkingDirectory = Path.GetTempPath() };
        return Start(start, []);
    }

    /// <summary>Starts a server and waits until it serves.</summary>
    public static async Task<ToolProcess> ServeAsync(IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var tool = Start(["serve", .. arguments], folder, environment);
        await tool.ServingAsync();
        return tool;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        await using var tool = Start(arguments, folder, environment);
        return (await tool.ExitCodeAsync(), tool.Output);
    }

    public async Task ServingAsync() => await LineAsync(Serving());

    /// <summary>The addresses it listens at, of one kind.</summary>
    public Uri Url(string scheme = "http") =>
        new(_lines.Select(line => Listening().Match(line)).First(match => match.Success && match.Groups[1].Value.StartsWith(scheme + "://", StringComparison.Ordinal)).Groups[1].Value);

    /// <summary>Waits for a line like this; each line is found once.</summary>
    public async Task<Match> LineAsync(Regex pattern, int number = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_lines.Select(line => pattern.Match(line)).Where(match => match.Success).ElementAtOrDefault(number - 1) is { } found)
                return found;
            if (_process.HasExited && _newLine.CurrentCount == 0)
            {
                await _process.WaitForExitAsync(patience.Token);
                if (!_lines.Any(line => pattern.IsMatch(line)))
                    throw new InvalidOperationException($"The tool has ended with {_process.ExitCode}, and did not print {pattern}. It printed:\n{Output}");
            }

            try
            {
                await _newLine.WaitAsync(TimeSpan.FromSeconds(1), patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The tool did not print {pattern} {number} times. It printed:\n{Output}");
            }
        }
    }

    public void Signal(string signal = "TERM") => _process.Signal(signal);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _newLine.Dispose();
    }

    private static string Tool => typeof(ExitCode).Assembly.Location;

    private static ToolProcess Start(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        var tool = new ToolProcess(start);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        tool._process.OutputDataReceived += (_, line) => tool.Note(line.Data);
        tool._process.ErrorDataReceived += (_, line) => tool.Note(line.Data);
        tool._process.Start();
        tool._process.BeginOutputReadLine();
        tool._process.BeginErrorReadLine();
        return tool;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _newLine.Release();
    }

    [GeneratedRegex("^Listening on (.*)")]
    private static partial Regex Listening();

    [GeneratedRegex("^Serving ")]
    private static partial Regex Serving();
}
