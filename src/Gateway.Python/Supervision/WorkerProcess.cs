using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gateway.Python.Supervision;

/// <summary>A Python process that this host has started, with what it prints.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LongestLine = 64 * 1024;
    private const int KeptLines = 20;

    private readonly Process _process;
    private readonly int _worker;
    private readonly Action<PythonLogEntry> _log;
    private readonly Queue<string> _lastLines = [];

    private WorkerProcess(Process process, int worker, Action<PythonLogEntry> log)
    {
        (_process, _worker, _log) = (process, worker, log);
        Exited = WaitAsync(Task.WhenAll(ReadAsync(process.StandardOutput.BaseStream), ReadAsync(process.StandardError.BaseStream)));
    }

    /// <summary>When it has ended: how, and the last lines of what it printed.</summary>
    public Task<string> Exited { get; }

    /// <exception cref="PythonLoadException">The interpreter cannot be started.</exception>
    public static WorkerProcess Start(ProcessStartInfo start, int worker, Action<PythonLogEntry> log)
    {
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close(); // An app that reads it gets its end, instead of waiting.
            return new(process, worker, log);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new PythonLoadException(
                $"The Python interpreter '{start.FileName}' cannot be started: {error.Message}. Set Interpreter or VirtualEnvironment.",
                error);
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<string> WaitAsync(Task printed)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        try
        {
            // A process that the app has started may keep the pipes open.
            await printed.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }

        var code = _process.ExitCode;
        var (kind, number) = code > 128 ? ("signal", code - 128) : ("exit code", code);
        var how = string.Create(CultureInfo.InvariantCulture, $"{kind} {number}");
        lock (_lastLines)
            return string.Join('\n', [how, .. _lastLines]);
    }

    // A piece of output is one entry, so that a traceback stays whole. A worker must never wait for its output to be read.
    private async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[LongestLine];
        var length = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false)) > 0)
            {
                length += read;
                var end = buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
                if (end == 0 && length == buffer.Length)
                    end = length;
                Print(buffer.AsSpan(0, end));
                buffer.AsSpan(end, length - end).CopyTo(buffer);
                length -= end;
            }
        }
        catch (IOException)
        {
            // The pipe broke, and so did the process.
        }

        Print(buffer.AsSpan(0, length));
    }

    private void Print(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        var text = Encoding.UTF8.GetString(bytes).TrimEnd('\n');
        lock (_lastLines)
        {
            foreach (var line in text.Split('\n'))
                _lastLines.Enqueue(line);
            while (_lastLines.Count > KeptLines)
                _lastLines.Dequeue();
        }

        _log(new(PythonLogLevel.Output, _worker, text));
    }
}
