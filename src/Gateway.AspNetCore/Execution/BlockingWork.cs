namespace Gateway.AspNetCore.Execution;

/// <summary>One call of a synchronous app on a thread that may block. Runs at most once, in the execution context it was made in.</summary>
internal sealed class BlockingWork(Func<ValueTask> call)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Dropped = 2;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public Task Started => _started.Task;

    /// <summary>Completes as the call does, and fails as it does.</summary>
    public Task Finished => _finished.Task;

    public bool IsDropped => Volatile.Read(ref _state) == Dropped;

    /// <summary>Gives the call up, unless it has been taken.</summary>
    public bool TryDrop() => Interlocked.CompareExchange(ref _state, Dropped, Waiting) == Waiting;

    public void Run()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Waiting) != Waiting)
            return;
        _started.SetResult();
        if (_context is null)
            Call();
        else
            ExecutionContext.Run(_context, static work => ((BlockingWork)work!).Call(), this);
    }

    private void Call()
    {
        try
        {
            call().AsTask().GetAwaiter().GetResult();
            _finished.SetResult();
        }
        catch (Exception error)
        {
            _finished.SetException(error);
        }
    }
}
