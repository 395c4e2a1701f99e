using System.Buffers;

namespace Gateway.Hosting;

/// <summary>Writes an access log from one thread of its own, in batches. A request never waits for it.</summary>
/// <remarks>A line is written at once when the log is idle, else a few milliseconds later.
/// While the target is too slow or fails, up to one mebibyte
/// of lines is kept and the rest is dropped and counted. A failing target is reported once on standard error and tried again every second.
/// Disposing writes what is left, and so does the end of the process.</remarks>
public sealed class AccessLogWriter : IDisposable
{
    private const int Capacity = 1 << 20;
    private static readonly TimeSpan s_batchTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_retryTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_exitTime = TimeSpan.FromSeconds(2);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_line;

    private readonly Lock _lock = new();
    private readonly AccessLogTarget _target;
    private readonly AutoResetEvent _hasLines = new(initialState: false);
    private readonly ManualResetEvent _isStopping = new(initialState: false);
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _batch = new(4096);
    private ArrayBufferWriter<byte> _written = new(4096);
    private int? _reopenAt;
    private long _dropped;
    private volatile bool _isDisposed;

    /// <summary>Starts to write.</summary>
    /// <param name="open">Opens the target. Called at once, again after <see cref="Reopen"/>, and again after a failure;
    /// never by two threads at once.</param>
    /// <param name="report">Takes a message about a failing target; standard error if null.</param>
    public AccessLogWriter(Func<Stream> open, Action<string>? report = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        _target = new AccessLogTarget(open, report ?? Console.Error.WriteLine);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
        _thread = new Thread(Run) { IsBackground = true, Name = "Gateway access log" };
        _thread.Start();
    }

    /// <summary>The lines that were dropped because the target was too slow or failed.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Writes to a file. Every write extends it at its end (O_APPEND), so that processes may share it and tools may truncate
    /// it.</summary>
    /// <param name="path">The file; it is created if it is missing.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static AccessLogWriter ToFile(string path)
    {
        var full = Path.GetFullPath(path);
        return new(() => AppendStream.Open(full));
    }

    /// <summary>Writes to standard output.</summary>
    public static AccessLogWriter ToStandardOutput() => new(static () => AppendStream.Standard(1));

    /// <summary>Writes to standard error.</summary>
    public static AccessLogWriter ToStandardError() => new(static () => AppendStream.Standard(2));

    /// <summary>Takes an entry, which a background thread writes. Drops it if the log is full or disposed.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="format">The format of its line.</param>
    public void Write(in AccessLogEntry entry, AccessLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var line = s_line ??= new ArrayBufferWriter<byte>(512);
        line.ResetWrittenCount();
        format.Format(entry, line);
        line.Write("\n"u8);
        if (!TryAdd(line.WrittenSpan))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Opens the target again before the next line, for log rotation.</summary>
    public void Reopen()
    {
        lock (_lock)
            _reopenAt = _batch.WrittenCount;
        _hasLines.Set();
    }

    /// <summary>Writes what is left and closes the target; gives up after two seconds.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        End();
    }

    private bool TryAdd(ReadOnlySpan<byte> line)
    {
        bool isFirst;
        lock (_lock)
        {
            if (_isDisposed || _batch.WrittenCount + line.Length > Capacity)
                return false;
            isFirst = _batch.WrittenCount == 0;
            _batch.Write(line);
        }

        if (isFirst)
            _hasLines.Set();
        return true;
    }

    private void OnExit(object? sender, EventArgs args) => End();

    private void End()
    {
        _isDisposed = true;
        _isStopping.Set();
        _thread.Join(s_exitTime);
    }

    private void Run()
    {
        using (_target)
        {
            WaitHandle[] signals = [_isStopping, _hasLines];
            while (WaitHandle.WaitAny(signals) != 0)
            {
                WriteBatch();
                _isStopping.WaitOne(s_batchTime); // Lines of a busy server gather in the meantime.
            }

            WriteBatch();
        }
    }

    private void WriteBatch()
    {
        int? reopenAt;
        lock (_lock)
        {
            (_batch, _written) = (_written, _batch);
            (reopenAt, _reopenAt) = (_reopenAt, null);
        }

        var lines = _written.WrittenSpan;
        if (reopenAt is { } end)
        {
            WriteLines(lines[..end]);
            _target.Close();
        }

        WriteLines(lines[(reopenAt ?? 0)..]);
        _written.ResetWrittenCount();
    }

    private void WriteLines(ReadOnlySpan<byte> lines)
    {
        while (!_target.TryWrite(lines, Dropped) && !_isStopping.WaitOne(s_retryTime))
        {
            // The same lines are tried again.
        }
    }
}
