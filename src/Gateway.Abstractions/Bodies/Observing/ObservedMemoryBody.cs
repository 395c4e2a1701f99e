namespace Gateway;

/// <summary>A body in memory that tells an observer. It is a type of its own so that the many that are not observed stay small.</summary>
internal sealed class ObservedMemoryBody(MemoryBody body, BodyObserver observer) : MemoryBody(body.Memory)
{
    private protected override Observation Observation { get; } = new(body, observer);
}
