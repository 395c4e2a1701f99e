namespace Gateway.AspNetCore.Execution;

/// <summary>The requests of one app that wait for a thread or for their turn.</summary>
internal sealed class WaitingRequests(GatewayMetrics metrics, GatewayExecutionOptions options)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether more requests wait than an instance that is ready may have.</summary>
    public bool IsOverReadyShare =>
        options is { ReadyQueueShare: < 1, QueueLimit: > 0 } && Count > options.ReadyQueueShare * options.QueueLimit;

    /// <summary>A request waits until the result is disposed.</summary>
    public Waiting Enter()
    {
        Interlocked.Increment(ref _count);
        return new(this, metrics.StartWaiting());
    }

    public readonly struct Waiting : IDisposable
    {
        private readonly WaitingRequests _requests;
        private readonly GatewayMetrics.Waiting _metric;

        internal Waiting(WaitingRequests requests, GatewayMetrics.Waiting metric) => (_requests, _metric) = (requests, metric);

        public void Dispose()
        {
            Interlocked.Decrement(ref _requests._count);
            _metric.Dispose();
        }
    }
}
