using Gateway.Hosting;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>The free slots of all workers, and the requests that wait for one: first come, first served.</summary>
internal sealed class SlotPool(PythonAppOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<WorkerSlot> _idle = [];
    private readonly LinkedList<SlotWaiter> _waiting = [];

    /// <summary>How many slots are free.</summary>
    public int IdleCount
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>How many requests wait.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Takes a slot, or waits for one.</summary>
    /// <exception cref="OverloadException">Too many requests wait, or this one has waited too long.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask<WorkerSlot> AcquireAsync(CancellationToken aborted)
    {
        SlotWaiter waiter;
        lock (_lock)
        {
            if (TryTake() is { } idle)
                return idle;
            if (_waiting.Count >= options.QueueLimit)
            {
                throw new OverloadException(
                    OverloadException.QueueFull, $"{options.QueueLimit} requests wait for a Python worker (QueueLimit).");
            }

            waiter = new();
            _waiting.AddLast(waiter);
        }

        PythonMetrics.Waiting.Add(1);
        var registration = aborted.UnsafeRegister(
            static (state, token) =>
            {
                var (pool, waiter) = ((SlotPool, SlotWaiter))state!;
                pool.Withdraw(waiter, new OperationCanceledException(token));
            },
            (this, waiter));
        try
        {
            return await waiter.Slot.ConfigureAwait(false);
        }
        finally
        {
            registration.Unregister();
            PythonMetrics.Waiting.Add(-1);
            PythonMetrics.QueueWait.Record(waiter.Waited.TotalSeconds);
        }
    }

    /// <summary>Takes a slot that is free, at first or after a request. The request that has waited longest goes on with it.</summary>
    public void Add(WorkerSlot slot)
    {
        SlotWaiter? waiter = null;
        lock (_lock)
        {
            slot.Worker.Free(slot);
            while (waiter is null && _waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                if (first.Value.TryClaim())
                    waiter = first.Value;
            }

            if (waiter is null)
            {
                _idle.Add(slot);
                return;
            }

            slot.Worker.Take(slot);
        }

        waiter.Complete(slot);
    }

    /// <summary>Ends the waiting of the requests that have waited too long. A timer for each of them would cost more.</summary>
    public void Expire()
    {
        while (true)
        {
            SlotWaiter waiter;
            lock (_lock)
            {
                if (_waiting.First is not { } first || first.Value.Waited < options.QueueTimeout)
                    return;
                waiter = first.Value;
            }

            Withdraw(waiter, new OverloadException(
                OverloadException.QueueTimeout, $"No Python worker was free for {options.QueueTimeout} (QueueTimeout)."));
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
        List<SlotWaiter> waiting;
        lock (_lock)
            waiting = [.. _waiting];
        waiting.ForEach(waiter => Withdraw(waiter, error));
    }

    private void Withdraw(SlotWaiter waiter, Exception error)
    {
        lock (_lock)
            _waiting.Remove(waiter);
        if (waiter.TryClaim())
            waiter.Fail(error);
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
