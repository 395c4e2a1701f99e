using System.Collections;

namespace Gateway.Fakes;

/// <summary>A synchronous body that counts how often it is enumerated and closed.</summary>
internal sealed class TrackedBody(params string[] blocks) : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    public int Enumerations { get; private set; }

    public int EnumeratorsClosed { get; private set; }

    public int TimesClosed { get; private set; }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        Enumerations++;
        return Enumerate();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => TimesClosed++;

    private IEnumerator<ReadOnlyMemory<byte>> Enumerate()
    {
        try
        {
            foreach (var block in blocks)
                yield return Blocks.Of(block);
        }
        finally
        {
            EnumeratorsClosed++;
        }
    }
}

/// <summary>An asynchronous body that counts how often it is enumerated and closed, and may start its response only when it is
/// enumerated.</summary>
internal sealed class TrackedAsyncBody(params string[] blocks) : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    public Action? OnFirstBlock { get; init; }

    public Action? OnClose { get; init; }

    public int Enumerations { get; private set; }

    public int EnumeratorsClosed { get; private set; }

    public int TimesClosed { get; private set; }

    public int BlocksAskedFor { get; private set; }

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Enumerations++;
        return Enumerate();
    }

    public ValueTask DisposeAsync()
    {
        TimesClosed++;
        OnClose?.Invoke();
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerator<ReadOnlyMemory<byte>> Enumerate()
    {
        try
        {
            await Task.Yield();
            OnFirstBlock?.Invoke();
            foreach (var block in blocks)
            {
                BlocksAskedFor++;
                yield return Blocks.Of(block);
            }
        }
        finally
        {
            EnumeratorsClosed++;
        }
    }
}

/// <summary>A body that is its own enumerator, as files are in Python; closing it twice is counted.</summary>
internal sealed class SelfEnumeratingBody(params string[] blocks) : IEnumerable<ReadOnlyMemory<byte>>, IEnumerator<ReadOnlyMemory<byte>>
{
    private int _index = -1;

    public int TimesClosed { get; private set; }

    public ReadOnlyMemory<byte> Current => Blocks.Of(blocks[_index]);

    object IEnumerator.Current => Current;

    public bool MoveNext() => ++_index < blocks.Length;

    public void Reset() => throw new NotSupportedException();

    public void Dispose() => TimesClosed++;

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => this;

    IEnumerator IEnumerable.GetEnumerator() => this;
}
