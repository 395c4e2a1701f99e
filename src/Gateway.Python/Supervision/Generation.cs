namespace Gateway.Python.Supervision;

/// <summary>The workers that were started for one state of the app's code.</summary>
internal sealed class Generation(int number)
{
    /// <summary>The first is 1.</summary>
    public int Number => number;

    /// <summary>The workers that serve, and those that are on their way to.</summary>
    public List<Worker> Workers { get; } = [];

    /// <summary>With preloading, the process that the workers are forked from.</summary>
    public Worker? Parent { get; set; }

    public SemaphoreSlim ParentLock { get; } = new(1);

    /// <summary>Why no worker can be started any more; null while they can.</summary>
    public PythonLoadException? LoadFailure { get; set; }

    /// <summary>Ends the attempts to start workers.</summary>
    public CancellationTokenSource Retired { get; } = new();
}
