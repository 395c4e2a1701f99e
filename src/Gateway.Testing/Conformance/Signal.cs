namespace Gateway.Testing.Conformance;

/// <summary>Something that happens once. Apps wait for it to be let go on, clients to learn that an app got somewhere.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _source.Task;

    public bool IsSet => _source.Task.IsCompleted;

    public void Set() => _source.TrySetResult();

    /// <summary>For synchronous apps.</summary>
    public void Wait(string what)
    {
        if (!_source.Task.Wait(Patience.Limit))
            throw new TimeoutException($"It never happened: {what}.");
    }
}
