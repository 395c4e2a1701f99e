using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>One worker process, and the connections that its threads have opened.</summary>
internal sealed class Worker(int id, Generation generation, PythonAppOptions options, SlotPool pool, Action<PythonLogEntry> log)
{
    private const int LongestTraceback = 1 << 20;

    private readonly Lock _lock = new();
    private readonly HashSet<WorkerSlot> _slots = [];
    private readonly HashSet<WorkerSlot> _busy = [];
    private readonly Dictionary<int, long> _missing = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _recycle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _born = Environment.TickCount64;
    private readonly double _jitter = 0.9 + Random.Shared.NextDouble() * 0.2;
    private Socket? _control;
    private int _requests;
    private int _busyCount;

    public int Id => id;

    public Generation Generation => generation;

    /// <summary>How the process ended, for the log.</summary>
    public string HowEnded { get; private set; } = "";

    public int ProcessId { get; private set; }

    /// <summary>The process, where this host has started it; null for one that was forked from another.</summary>
    public WorkerProcess? Process { get; set; }

    /// <summary>When the app is loaded. Fails with <see cref="PythonLoadException"/>.</summary>
    public Task Ready => _ready.Task;

    /// <summary>When all has been read that the process said of itself. Never for one that died before it connected.</summary>
    public Task Silent => _silent.Task;

    /// <summary>When the process has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>When the worker has served enough, or grown too large: the reason.</summary>
    public Task<string> Recycle => _recycle.Task;

    public bool IsDraining { get; private set; }

    /// <summary>Whether it has answered a request.</summary>
    public bool HasServed => Volatile.Read(ref _requests) > 0;

    public int BusyCount => Volatile.Read(ref _busyCount);

    public IReadOnlyList<WorkerSlot> BusySlots
    {
        get
        {
            lock (_lock)
                return [.. _busy];
        }
    }

    /// <summary>Takes the connection that controls the process, and reads from it until the process ends.</summary>
    public async Task ControlAsync(Socket control, int processId)
    {
        ProcessId = processId;
        _control = control;
        if (IsDraining)
            Command("stop"); // It was told so before it could be reached.
        try
        {
            using var slot = new WorkerSlot(this, Hello.Control, control, control);
            while (true)
            {
                var header = await slot.ReadHeaderAsync().ConfigureAwait(false);
                if (header.Is(FrameFlags.Ready))
                    _ready.TrySetResult();
                else if (header.Is(FrameFlags.Error) && header.Block <= LongestTraceback)
                    Failed(new(Encoding.UTF8.GetString(await slot.ReadAsync((int)header.Block).ConfigureAwait(false))));
                else
                    throw new WorkerLostException("The worker sent an unknown message.");
            }
        }
        catch (WorkerLostException)
        {
        }

        _silent.TrySetResult();
        if (Process is null)
            End("it closed its connections");
        else
            Kill(); // It ends by itself when it loses its host; this is for one that cannot.
    }

    /// <summary>Takes a connection of one of its threads.</summary>
    public void Connect(WorkerSlot slot)
    {
        bool isComplete;
        lock (_lock)
        {
            if (!IsDraining && _slots.Count < options.Threads)
            {
                _slots.Add(slot);
                _missing.Remove(slot.Number);
                PythonMetrics.Slots.Add(1);
                isComplete = _slots.Count == options.Threads;
            }
            else
            {
                slot.Dispose();
                return;
            }
        }

        AddToPool(slot);
        if (isComplete)
            _ready.TrySetResult();
    }

    /// <summary>Gives a slot back after a request.</summary>
    public void Release(WorkerSlot slot)
    {
        var requests = Interlocked.Increment(ref _requests);
        if (options.MaxRequests > 0 && requests >= options.MaxRequests * _jitter)
            _recycle.TrySetResult("requests");
        slot.ExpectClient();
        if (IsDraining || slot.HasTimedOut)
            Drop(slot);
        else
            AddToPool(slot);
    }

    /// <summary>Closes the connection of a slot: its thread gives up the request, if any, and connects anew.</summary>
    public void Drop(WorkerSlot slot)
    {
        Free(slot);
        lock (_lock)
        {
            if (_slots.Remove(slot))
            {
                _missing[slot.Number] = Environment.TickCount64;
                PythonMetrics.Slots.Add(-1);
            }
        }

        slot.Dispose();
    }

    /// <summary>The number of a thread that was given up for so long, and has not connected anew; null for none.</summary>
    public int? FindMissing(TimeSpan time)
    {
        lock (_lock)
        {
            foreach (var (number, since) in _missing)
            {
                if (Environment.TickCount64 - since > time.TotalMilliseconds)
                    return number;
            }
        }

        return null;
    }

    public void Take(WorkerSlot slot) => Count(slot, isBusy: true);

    public void Free(WorkerSlot slot) => Count(slot, isBusy: false);

    /// <summary>Sends a command to the process.</summary>
    public void Command(string command)
    {
        try
        {
            _control?.Send(Encoding.ASCII.GetBytes(command + "\n"));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It has gone, which is noticed elsewhere.
        }
    }

    /// <summary>Lets the requests under way end, and then the process; kills it if that takes too long.</summary>
    public async Task DrainAsync()
    {
        lock (_lock)
            IsDraining = true;
        Command("stop");
        pool.Remove(this);
        try
        {
            await Ended.WaitAsync(options.GracefulTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var message = $"Worker {id} did not stop within {options.GracefulTimeout} (GracefulTimeout) and is killed.";
            log(new(PythonLogLevel.Warning, id, message));
            await PrintStacksAndKillAsync().ConfigureAwait(false);
            await Ended.ConfigureAwait(false);
        }
    }

    /// <summary>Kills the process after it has had time to print where its threads are.</summary>
    public async Task PrintStacksAndKillAsync()
    {
        WorkerSignals.PrintStacks(ProcessId);
        await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
        Kill();
    }

    public void Kill()
    {
        IsDraining = true;
        if (Process is { } process)
            process.Kill();
        else if (ProcessId == 0)
            End("it was to be forked, and has not connected"); // If it does yet, it finds no place here and ends by itself.
        else if (!Ended.IsCompleted)
            WorkerSignals.Kill(ProcessId);
    }

    /// <summary>Asks to be replaced if it is too old or too large.</summary>
    public void CheckLimits()
    {
        if (options.MaxAge > TimeSpan.Zero && Environment.TickCount64 - _born > options.MaxAge.TotalMilliseconds * _jitter)
            _recycle.TrySetResult("age");
        else if (options.MaxMemory > 0 && ResidentMemory() > options.MaxMemory)
            _recycle.TrySetResult("memory");
    }

    /// <summary>Notes that the process has ended.</summary>
    public void End(string how)
    {
        lock (_lock)
            IsDraining = true;
        HowEnded = how;
        pool.Remove(this);
        Failed(new($"Worker {id} ended before it had loaded the app: {how}") { IsTransient = true });
        _ended.TrySetResult();
    }

    private void AddToPool(WorkerSlot slot)
    {
        pool.Add(slot);
        if (IsDraining)
            pool.Remove(this); // It has begun to drain just now.
    }

    private void Failed(PythonLoadException error)
    {
        if (_ready.TrySetException(error))
            _ = _ready.Task.Exception; // Nobody may be waiting.
    }

    private void Count(WorkerSlot slot, bool isBusy)
    {
        lock (_lock)
        {
            if (isBusy ? _busy.Add(slot) : _busy.Remove(slot))
                PythonMetrics.Busy.Add(isBusy ? 1 : -1);
            Volatile.Write(ref _busyCount, _busy.Count);
        }
    }

    private long ResidentMemory()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(ProcessId);
            return process.WorkingSet64;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return 0; // It has ended.
        }
    }
}
