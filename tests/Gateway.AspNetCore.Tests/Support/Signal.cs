namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Something that happens once. Apps wait for it to be let go on, tests to learn that an app got somewhere.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsSet => _source.Task.IsCompleted;

    public void Set() => _source.TrySetResult();

    public Task WaitAsync() => _source.Task.WaitAsync(TestRun.Patience);

    /// <summary>For synchronous apps.</summary>
    public void Wait()
    {
        if (!_source.Task.Wait(TestRun.Patience))
            throw new TimeoutException("The signal was never set.");
    }
}
