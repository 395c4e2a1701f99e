using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gateway.TestSupport;

/// <summary>A program in a process of its own, and the lines that it prints to standard output and error.</summary>
public sealed class TestProcess : IAsyncDisposable
{
    // Set by the build that runs the tests, by a service manager or by the developer's shell: none of it may decide what a test finds.
    private static readonly string[] Surroundings = ["MSBUILD", "VSTEST", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "LISTEN_FDS", "LISTEN_PID"];

    // A shell that runs the tests in the background lets its children ignore SIGINT and SIGQUIT, and children hand that on.
    private const string Env = "/usr/bin/env";
    private static readonly bool s_resetsSignals = OperatingSystem.IsLinux() && ResetsSignals();

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Process _process;
    private TaskCompletionSource _changed = NewSignal();
    private int _openStreams = 2;

    private TestProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>True when the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything printed so far.</summary>
    public string Output => string.Join('\n', Lines);

    /// <summary>The lines printed so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Starts a program with an empty standard input.</summary>
    /// <param name="program">A path, or a name on the path.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The working directory; by default the folder for temporary files.</param>
    /// <param name="environment">Variables to set, beside those that the process inherits.</param>
    public static TestProcess Start(
        string program, IEnumerable<string> arguments, string? folder = null, params IEnumerable<(string Name, string Value)> environment)
    {
        var (launcher, all) = s_resetsSignals ? (Env, ["--default-signal=INT,QUIT,HUP,TERM", program, .. arguments]) : (program, arguments);
        var start = new ProcessStartInfo(launcher, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheSurroundings).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new TestProcess(start);
    }

    /// <summary>Waits for a line like this.</summary>
    /// <param name="pattern">Matches the line.</param>
    /// <param name="number">1 for the first such line, 2 for the second, and so on.</param>
    public async Task<Match> LineAsync(Regex pattern, int number = 1)
    {
        using var limit = new CancellationTokenSource(TestTimeout.ProcessLimit);
        while (true)
        {
            var (match, hasEnded, changed) = Look(pattern, number);
            if (match is not null)
                return match;
            if (hasEnded)
                throw new InvalidOperationException($"The process ended and did not print {pattern} {number} times. It printed:\n{Output}");
            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The process did not print {pattern} {number} times. It printed:\n{Output}");
            }
        }
    }

    /// <summary>Waits until a server that prints nothing listens there. Only a connection can tell, so one is tried until it
    /// succeeds.</summary>
    public async Task ListeningAsync(EndPoint address)
    {
        using var limit = new CancellationTokenSource(TestTimeout.ProcessLimit);
        while (true)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(address, limit.Token);
                return;
            }
            catch (SocketException) when (!HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"The process ended and did not listen at {address}. It printed:\n{Output}");
            }
        }
    }

    /// <summary>Waits until the process has ended and all its output is read.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitCodeAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TestTimeout.ProcessLimit);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The process did not end. It printed:\n{Output}");
        }
    }

    /// <summary>Sends a signal by its name without SIG, such as TERM.</summary>
    public void Signal(string name) => _process.Signal(name);

    /// <summary>Ends the process as a service manager does, so that it ends its own children, and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        if (!_process.HasExited)
            _process.Signal("TERM");
        return await ExitCodeAsync();
    }

    /// <summary>Kills the process and those that it has started, where it runs still.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // GNU's has the option since coreutils 8.31.
    private static bool ResetsSignals()
    {
        if (!File.Exists(Env))
            return false;
        using var probe = Process.Start(new ProcessStartInfo(Env, ["--default-signal=INT", "true"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }

    private static bool IsOfTheSurroundings(string name) =>
        name == "PORT" || Surroundings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (Match? Match, bool HasEnded, Task Changed) Look(Regex pattern, int number)
    {
        lock (_lock)
        {
            var match = _lines.Select(line => pattern.Match(line)).Where(match => match.Success).ElementAtOrDefault(number - 1);
            return (match, _openStreams == 0, _changed.Task);
        }
    }

    // Null stands for the end of a stream.
    private void Note(string? line)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (line is null)
                _openStreams--;
            else
                _lines.Add(line);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }
}
