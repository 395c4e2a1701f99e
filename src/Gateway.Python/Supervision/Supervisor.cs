using System.Collections.Concurrent;
using System.Net.Sockets;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>Starts the workers, replaces those that end, and swaps them for new ones when the app is reloaded.</summary>
internal sealed partial class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly string _target;
    private readonly PythonAppOptions _options;
    private readonly ConcurrentDictionary<int, Worker> _workers = [];
    private readonly SemaphoreSlim _reload = new(1);
    private readonly SemaphoreSlim _recycle = new(1);
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<Task> _keepers = [];
    private readonly Lock _lock = new();
    private WorkerListener? _listener;
    private Task _sweep = Task.CompletedTask;
    private Generation? _current;
    private int _lastWorker;
    private int _lastGeneration;

    public Supervisor(string target, PythonAppOptions options)
    {
        (_target, _options) = (target, options);
        Pool = new(options);
    }

    public SlotPool Pool { get; }

    /// <summary>The processes of the workers that are ready.</summary>
    public IReadOnlyList<int> ProcessIds => [.. _workers.Values.Where(IsServing).Select(worker => worker.ProcessId)];

    /// <summary>Why no worker can be started; null while there are some, or some are on their way.</summary>
    public PythonLoadException? Failure => _current is { } current
        ? current.LoadFailure is { } failure && !_workers.Values.Any(IsServing) ? failure : null
        : LastFailure;

    private PythonLoadException? LastFailure { get; set; }

    /// <summary>Starts a new generation of workers; when all of them are ready, the old ones end their requests and stop.</summary>
    /// <exception cref="PythonLoadException">The app cannot be loaded. The old generation goes on.</exception>
    public async Task ReloadAsync()
    {
        await _reload.WaitAsync(_stopped.Token).ConfigureAwait(false);
        try
        {
            lock (_lock)
            {
                _listener ??= new(Connected);
                if (_sweep.IsCompleted)
                    _sweep = SweepAsync();
            }

            var generation = await StartGenerationAsync().ConfigureAwait(false);
            Generation? old;
            lock (_lock)
            {
                (old, _current) = (_current, generation);
                foreach (var worker in generation.Workers)
                    _keepers.Add(KeepAsync(generation, worker));
            }

            if (old is not null)
            {
                PythonMetrics.Restarted("reload");
                _ = RetireAsync(old);
            }

            LastFailure = null;
            Log(new(PythonLogLevel.Information, 0, $"{_options.Workers} Python workers serve {_target} (generation {generation.Number})."));
        }
        catch (PythonLoadException error)
        {
            LastFailure = error;
            Log(new(PythonLogLevel.Error, 0, $"The Python app {_target} cannot be loaded. {error.Message}"));
            throw;
        }
        finally
        {
            _reload.Release();
        }
    }

    /// <summary>Has every worker print the stacks of its threads.</summary>
    public void PrintStacks()
    {
        foreach (var worker in _workers.Values)
            worker.Command("stacks");
    }

    public void Log(PythonLogEntry entry)
    {
        if (_options.Log is { } log)
            log(entry);
        else
            Console.Error.WriteLine(entry.Worker == 0 ? entry.Message : $"[worker {entry.Worker}] {entry.Message}");
    }

    /// <summary>Ends all workers after their requests.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped.IsCancellationRequested)
            return;
        await _stopped.CancelAsync().ConfigureAwait(false);
        await _reload.WaitAsync().ConfigureAwait(false);
        Pool.FailWaiting(new OperationCanceledException("The Python app is being stopped."));
        if (_current is { } current)
            await RetireAsync(current).ConfigureAwait(false);
        await Task.WhenAll(_workers.Values.Select(worker => worker.DrainAsync())).ConfigureAwait(false);
        await Task.WhenAll(_keepers).ConfigureAwait(false);
        await _sweep.ConfigureAwait(false);
        _listener?.Dispose();
    }

    private static bool IsServing(Worker worker) =>
        worker.Ready.IsCompletedSuccessfully && !worker.IsDraining && worker != worker.Generation.Parent;

    private async Task<Generation> StartGenerationAsync()
    {
        var generation = new Generation(++_lastGeneration);
        await using var stopped = _stopped.Token.UnsafeRegister(
            static retired => ((CancellationTokenSource)retired!).Cancel(), generation.Retired).ConfigureAwait(false);
        try
        {
            await PrepareAsync(generation).ConfigureAwait(false);
            var starts = Enumerable.Range(0, _options.Workers).Select(_ => StartWorkerAsync(generation)).ToArray();
            generation.Workers.AddRange(await Task.WhenAll(starts).ConfigureAwait(false));
            return generation;
        }
        catch
        {
            await generation.Retired.CancelAsync().ConfigureAwait(false);
            foreach (var worker in _workers.Values.Where(worker => worker.Generation == generation))
                worker.Kill();
            throw;
        }
    }

    private async Task RetireAsync(Generation generation)
    {
        await generation.Retired.CancelAsync().ConfigureAwait(false);
        var workers = _workers.Values.Where(worker => worker.Generation == generation);
        await Task.WhenAll(workers.Select(worker => worker.DrainAsync())).ConfigureAwait(false);
    }

    private async Task<Worker> StartWorkerAsync(Generation generation, bool isParent = false)
    {
        var id = Interlocked.Increment(ref _lastWorker);
        var worker = new Worker(id, generation, _options, Pool, Log);
        // Before there is a process: on a busy machine it may connect before this thread goes on, and strangers are turned away.
        _workers[id] = worker;
        if (isParent || generation.Parent is null)
            _ = WatchAsync(worker, Launch(worker, isParent));
        else
            generation.Parent.Command($"fork {id}");
        _ = ForgetAsync(worker);

        try
        {
            await worker.Ready.WaitAsync(_options.StartTimeout, generation.Retired.Token).ConfigureAwait(false);
            return worker;
        }
        catch (TimeoutException)
        {
            WorkerSignals.PrintStacks(worker.ProcessId);
            worker.Kill();
            throw new PythonLoadException($"Worker {id} did not load the app within {_options.StartTimeout} (StartTimeout).")
            {
                IsTransient = true,
            };
        }
        catch (OperationCanceledException)
        {
            worker.Kill();
            throw;
        }
    }

    private WorkerProcess Launch(Worker worker, bool isParent)
    {
        try
        {
            var command = PythonCommand.Create(_target, _options, _listener!, worker.Id, isParent);
            return worker.Process = WorkerProcess.Start(command, worker.Id, Log);
        }
        catch
        {
            worker.End("it could not be started");
            _workers.TryRemove(worker.Id, out _);
            throw;
        }
    }

    // Workers are forked from a process that has loaded the app, if the options say so.
    private async Task PrepareAsync(Generation generation)
    {
        if (!_options.Preload)
            return;
        await generation.ParentLock.WaitAsync(generation.Retired.Token).ConfigureAwait(false);
        try
        {
            if (generation.Parent is null or { Ended.IsCompleted: true })
                generation.Parent = await StartWorkerAsync(generation, isParent: true).ConfigureAwait(false);
        }
        finally
        {
            generation.ParentLock.Release();
        }
    }

    private static async Task WatchAsync(Worker worker, WorkerProcess process)
    {
        var how = await process.Exited.ConfigureAwait(false);

        // Its traceback tells more than its exit code, and may still be on its way.
        await Task.WhenAny(worker.Silent, Task.Delay(LastWords)).ConfigureAwait(false);
        worker.End(how);
        process.Dispose();
    }

    private async Task ForgetAsync(Worker worker)
    {
        await worker.Ended.ConfigureAwait(false);
        _workers.TryRemove(worker.Id, out _);
    }

    private void Connected(Hello hello, Socket toWorker, Socket toHost)
    {
        if (!_workers.TryGetValue(hello.Worker, out var worker))
        {
            toWorker.Dispose();
            toHost.Dispose();
        }
        else if (hello.Slot == Hello.Control)
        {
            _ = worker.ControlAsync(toHost, hello.ProcessId);
        }
        else
        {
            worker.Connect(new(worker, hello.Slot, toWorker, toHost));
        }
    }
}
