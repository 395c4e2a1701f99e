using System.Collections;

namespace Gateway.Testing.Conformance;

/// <summary>A body that counts how often it and its enumerator are closed, and how far it was asked.</summary>
internal sealed class TrackedBody(IEnumerable<ReadOnlyMemory<byte>> blocks) : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    private int _enumerations;
    private int _asked;
    private int _closes;
    private int _enumeratorCloses;
    private bool _askedAfterClose;

    public int Asked => Volatile.Read(ref _asked);

    public int Closes => Volatile.Read(ref _closes);

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

    /// <summary>Final once the host has stopped.</summary>
    public void ExpectClosedOnce()
    {
        Expect.Equal(1, _closes, "times the body was closed");
        Expect.That(_enumerations <= 1, "the body is enumerated at most once");
        Expect.Equal(_enumerations, _enumeratorCloses, "enumerators closed");
        Expect.That(!_askedAfterClose, "the body is asked for nothing after it was closed, and closed after its enumerator");
    }

    private sealed class Enumerator(TrackedBody body, IEnumerator<ReadOnlyMemory<byte>> blocks) : IEnumerator<ReadOnlyMemory<byte>>
    {
        public ReadOnlyMemory<byte> Current => blocks.Current;

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            body._askedAfterClose |= body.Closes > 0;
            Interlocked.Increment(ref body._asked);
            return blocks.MoveNext();
        }

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            body._askedAfterClose |= body.Closes > 0;
            Interlocked.Increment(ref body._enumeratorCloses);
            blocks.Dispose();
        }
    }
}
