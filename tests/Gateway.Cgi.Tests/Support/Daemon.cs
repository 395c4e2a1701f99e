using System.Diagnostics;
using System.Text;

namespace Gateway.Cgi.Tests.Support;

/// <summary>A server in the foreground, ended with the test.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Daemon(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard output and error so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Starts a program that <see cref="Requirement"/> lists.</summary>
    public static Daemon Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Requirement.PathOf(program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return new Daemon(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        // Asked first, so that it ends its own children.
        if (!_process.HasExited)
            _process.Signal("TERM");

        using var patience = new CancellationTokenSource(Waiting.Limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_process.ProcessName} did not end when it was told to. It said: {Said}");
        }
        finally
        {
            _process.Dispose();
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
            _said.AppendLine(line.Data);
    }
}
