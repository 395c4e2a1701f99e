using System.Threading.Tasks.Sources;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>A request that waits for a slot.</summary>
/// <remarks>It goes on in the thread that gives the slot back: waking another one costs more than sending the request.</remarks>
internal sealed class SlotWaiter : IValueTaskSource<WorkerSlot>
{
    // A worker that responds at once could make each request go on inside the one before.
    private const int DeepestNesting = 8;

    [ThreadStatic]
    private static int t_nesting;

    private readonly long _since = Environment.TickCount64;
    private ManualResetValueTaskSourceCore<WorkerSlot> _core;
    private int _isClaimed;

    /// <summary>How long it has waited.</summary>
    public TimeSpan Waited => TimeSpan.FromMilliseconds(Environment.TickCount64 - _since);

    public ValueTask<WorkerSlot> Slot => new(this, _core.Version);

    /// <summary>Takes the right to end the waiting. False: somebody else has.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    /// <summary>Ends the waiting. Not to be called under a lock.</summary>
    public void Complete(WorkerSlot slot)
    {
        _core.RunContinuationsAsynchronously = t_nesting >= DeepestNesting;
        t_nesting++;
        try
        {
            _core.SetResult(slot);
        }
        finally
        {
            t_nesting--;
        }
    }

    /// <summary>Ends the waiting.</summary>
    public void Fail(Exception error)
    {
        _core.RunContinuationsAsynchronously = true;
        _core.SetException(error);
    }

    WorkerSlot IValueTaskSource<WorkerSlot>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WorkerSlot>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<WorkerSlot>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
