using System.Diagnostics;
using Gateway.Hosting;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>The free slots of all workers, and the requests that wait for one: first come, first served.</summary>
internal sealed class SlotPool(PythonAppOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<WorkerSlot> _idle = [];
    private readonly LinkedList<TaskCompletionSource<WorkerSlot>> _waiting = [];

    /// <summary>How many slots are free.</summary>
    public int IdleCount
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>Takes a slot, or waits for one.</summary>
    /// <exception cref="OverloadException">Too many requests wait, or this one has waited too long.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask<WorkerSlot> AcquireAsync(CancellationToken aborted)
    {
        var start = Stopwatch.GetTimestamp();
        TaskCompletionSource<WorkerSlot> waiter;
        lock (_lock)
        {
            if (TryTake() is { } idle)
                return idle;
            if (_waiting.Count >= options.QueueLimit)
            {
                throw new OverloadException(
                    OverloadException.QueueFull, $"{options.QueueLimit} requests wait for a Python worker (QueueLimit).");
            }

            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(waiter);
        }

        try
        {
            return await waiter.Task.WaitAsync(options.QueueTimeout, aborted).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            lock (_lock)
                _waiting.Remove(waiter);
            if (!waiter.TrySetCanceled(CancellationToken.None))
                return await waiter.Task.ConfigureAwait(false); // It came at the last moment.
            if (error is TimeoutException)
            {
                throw new OverloadException(
                    OverloadException.QueueTimeout, $"No Python worker was free for {options.QueueTimeout} (QueueTimeout).");
            }

            throw;
        }
        finally
        {
            PythonMetrics.QueueWait.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    /// <summary>Takes a slot that is free, from the first or after a request.</summary>
    public void Add(WorkerSlot slot)
    {
        lock (_lock)
        {
            slot.Worker.Free(slot);
            for (; _waiting.First is { } first; _waiting.RemoveFirst())
            {
                slot.Worker.Take(slot);
                if (first.Value.TrySetResult(slot))
                {
                    _waiting.RemoveFirst();
                    return;
                }

                slot.Worker.Free(slot);
            }

            _idle.Add(slot);
        }
    }

    /// <summary>Takes the free slots of a worker out, and closes them.</summary>
    public void Remove(Worker worker)
    {
        lock (_lock)
        {
            foreach (var slot in _idle.FindAll(slot => slot.Worker == worker))
            {
                _idle.Remove(slot);
                worker.Drop(slot);
            }
        }
    }

    /// <summary>Fails every request that waits.</summary>
    public void FailWaiting(Exception error)
    {
        lock (_lock)
        {
            foreach (var waiter in _waiting)
                waiter.TrySetException(error);
            _waiting.Clear();
        }
    }

    // Takes the worker with the fewest requests, and its slot used last, whose memory is still in the caches.
    private WorkerSlot? TryTake()
    {
        while (_idle.Count > 0)
        {
            var best = _idle.Count - 1;
            for (var index = best - 1; index >= 0; index--)
            {
                if (_idle[index].Worker.BusyCount < _idle[best].Worker.BusyCount)
                    best = index;
            }

            var slot = _idle[best];
            _idle.RemoveAt(best);
            if (!slot.IsStale)
            {
                slot.Worker.Take(slot);
                return slot;
            }

            slot.Worker.Drop(slot);
        }

        return null;
    }
}
