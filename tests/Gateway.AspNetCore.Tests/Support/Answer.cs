namespace Gateway.AspNetCore.Tests.Support;

/// <summary>One value handed from an app to its test.</summary>
internal sealed class Answer<T>
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set(T value) => _source.TrySetResult(value);

    public Task<T> GetAsync() => _source.Task.WaitAsync(TestRun.Patience);
}
