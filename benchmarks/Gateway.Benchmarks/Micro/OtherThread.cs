using BenchmarkDotNet.Attributes;

namespace Gateway.Benchmarks.Micro;

/// <summary>The least that it costs to let another thread flush a block while the app works on the next one.</summary>
public class OtherThread
{
    /// <summary>The app is done before a thread takes the flush, so that block and end could go in one write.</summary>
    [Benchmark(Description = "queue a flush, and take it back")]
    public bool TakeBack()
    {
        var flush = new Flush();
        ThreadPool.UnsafeQueueUserWorkItem(flush, preferLocal: false);
        return flush.TryClaim();
    }

    /// <summary>The app works for longer, and the flush runs.</summary>
    [Benchmark(Description = "queue a flush, and wait until it has run")]
    public void Wait()
    {
        var flush = new Flush();
        ThreadPool.UnsafeQueueUserWorkItem(flush, preferLocal: false);
        var wait = new SpinWait();
        while (!flush.HasRun)
            wait.SpinOnce();
    }

    private sealed class Flush : IThreadPoolWorkItem
    {
        private int _isClaimed;
        private volatile bool _hasRun;

        public bool HasRun => _hasRun;

        public bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

        public void Execute()
        {
            if (TryClaim())
                _hasRun = true;
        }
    }
}
