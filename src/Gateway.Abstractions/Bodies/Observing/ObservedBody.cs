using System.Collections;

namespace Gateway;

/// <summary>Stands for an observed body of an unknown kind, in the shapes that it has: code that looks for a shape or a Count finds the
/// same.</summary>
internal static class ObservedBody
{
    public static IEnumerable<ReadOnlyMemory<byte>> Of(IEnumerable<ReadOnlyMemory<byte>> body, BodyObserver observer) => body switch
    {
        IAsyncEnumerable<ReadOnlyMemory<byte>> => OfBoth(body, observer),
        IReadOnlyCollection<ReadOnlyMemory<byte>> => new CountedSynchronous(body, observer),
        _ => new Synchronous(body, observer),
    };

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Of(IAsyncEnumerable<ReadOnlyMemory<byte>> body, BodyObserver observer) =>
        body is IEnumerable<ReadOnlyMemory<byte>> synchronous ? OfBoth(synchronous, observer) : new Asynchronous(body, observer);

    /// <summary>Gives a body of both shapes, whether or not the one behind it has the asynchronous one.</summary>
    public static Both OfBoth(IEnumerable<ReadOnlyMemory<byte>> body, BodyObserver observer) =>
        body is IReadOnlyCollection<ReadOnlyMemory<byte>> ? new CountedBoth(body, observer) : new Both(body, observer);

    internal class Both(object body, BodyObserver observer) : Synchronous(body, observer), IAsyncEnumerable<ReadOnlyMemory<byte>>
    {
        public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            OpenAsync(cancellationToken);
    }

    internal class Synchronous(object body, BodyObserver observer) : Observation(body, observer), IEnumerable<ReadOnlyMemory<byte>>
    {
        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Open();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Asynchronous(object body, BodyObserver observer)
        : Observation(body, observer), IAsyncEnumerable<ReadOnlyMemory<byte>>
    {
        public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            OpenAsync(cancellationToken);
    }

    private sealed class CountedSynchronous(object body, BodyObserver observer)
        : Synchronous(body, observer), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => ((IReadOnlyCollection<ReadOnlyMemory<byte>>)Observed).Count;
    }

    private sealed class CountedBoth(object body, BodyObserver observer) : Both(body, observer), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => ((IReadOnlyCollection<ReadOnlyMemory<byte>>)Observed).Count;
    }
}
