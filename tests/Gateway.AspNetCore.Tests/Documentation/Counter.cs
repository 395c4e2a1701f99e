namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>A service of the examples.</summary>
internal sealed class Counter
{
    private int _count;

    public int Next() => Interlocked.Increment(ref _count);
}
