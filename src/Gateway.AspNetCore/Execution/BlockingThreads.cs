namespace Gateway.AspNetCore.Execution;

/// <summary>Threads that may block. Their number is limited, their queue is bounded, and they end when they are idle.</summary>
internal sealed class BlockingThreads(int maxThreads, int queueLimit)
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    private readonly Queue<BlockingWork> _queue = new();
    private int _threads;
    private int _idle;

    /// <summary>Queues work. False if every thread is busy and the queue is full.</summary>
    public bool TryQueue(BlockingWork work)
    {
        lock (_queue)
        {
            // Dropped work does not count.
            while (_queue.TryPeek(out var first) && first.IsDropped)
                _queue.Dequeue();

            var free = _idle + maxThreads - _threads;
            if (_queue.Count >= free + queueLimit)
                return false;
            _queue.Enqueue(work);
            if (_queue.Count > _idle && _threads < maxThreads)
            {
                _threads++;
                new Thread(Run) { IsBackground = true, Name = "Gateway blocking app" }.UnsafeStart();
            }
            else
            {
                Monitor.Pulse(_queue);
            }

            return true;
        }
    }

    private void Run()
    {
        while (TakeNext() is { } work)
            work.Run();
    }

    private BlockingWork? TakeNext()
    {
        lock (_queue)
        {
            while (true)
            {
                if (_queue.TryDequeue(out var work))
                    return work;

                _idle++;
                var woken = Monitor.Wait(_queue, IdleTimeout);
                _idle--;
                if (!woken && _queue.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }
        }
    }
}
