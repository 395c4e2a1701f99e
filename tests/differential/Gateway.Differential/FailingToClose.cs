using System.Collections;

namespace Gateway.Differential;

/// <summary>A body that is whole before its close fails.</summary>
internal sealed class FailingToClose(IEnumerable<ReadOnlyMemory<byte>> blocks) : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => blocks.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => throw new AppFailure();
}
