using System.Collections;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>A body that counts how often it and its enumerator are closed, and how far it was asked.</summary>
internal sealed class TrackedBody(IEnumerable<ReadOnlyMemory<byte>> blocks) : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    private int _enumerations;
    private int _asked;
    private int _closes;
    private int _enumeratorCloses;

    /// <summary>How many enumerators were taken.</summary>
    public int Enumerations => Volatile.Read(ref _enumerations);

    /// <summary>How many times the next block was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public int Closes => Volatile.Read(ref _closes);

    public int EnumeratorCloses => Volatile.Read(ref _enumeratorCloses);

    public Signal Closed { get; } = new();

    public Action? OnClose { get; init; }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        Interlocked.Increment(ref _enumerations);
        return new Enumerator(this, blocks.GetEnumerator());
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Interlocked.Increment(ref _closes);
        Closed.Set();
        OnClose?.Invoke();
    }

    /// <summary>To be called when the host has stopped: closed exactly once, after its enumerator if there was one.</summary>
    public void ShouldBeClosedOnce()
    {
        Closes.ShouldBe(1);
        Enumerations.ShouldBeLessThanOrEqualTo(1);
        EnumeratorCloses.ShouldBe(Enumerations);
    }

    private sealed class Enumerator(TrackedBody body, IEnumerator<ReadOnlyMemory<byte>> blocks) : IEnumerator<ReadOnlyMemory<byte>>
    {
        public ReadOnlyMemory<byte> Current => blocks.Current;

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            body.Closes.ShouldBe(0, "The body was asked for a block after it was closed.");
            Interlocked.Increment(ref body._asked);
            return blocks.MoveNext();
        }

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            body.Closes.ShouldBe(0, "The enumerator must be closed before its body.");
            Interlocked.Increment(ref body._enumeratorCloses);
            blocks.Dispose();
        }
    }
}
