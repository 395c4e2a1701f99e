using System.Collections;

namespace Gateway;

/// <summary>A synchronous body in the asynchronous shape. It keeps both shapes, so a host may still take the synchronous way.</summary>
internal class LiftedBody : IAsyncEnumerable<ReadOnlyMemory<byte>>, IEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private readonly IEnumerable<ReadOnlyMemory<byte>> _body;
    private IEnumerator<ReadOnlyMemory<byte>>? _blocks;

    private LiftedBody(IEnumerable<ReadOnlyMemory<byte>> body) => _body = body;

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Lift(IEnumerable<ReadOnlyMemory<byte>> body) => body switch
    {
        null => null!, // The host reports it, naming the app.
        IAsyncEnumerable<ReadOnlyMemory<byte>> asynchronous => asynchronous,
        IReadOnlyCollection<ReadOnlyMemory<byte>> collection => new LiftedCollection(collection),
        _ => new LiftedBody(body),
    };

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => _blocks = _body.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var block in this)
            yield return block;
    }

    public async ValueTask DisposeAsync()
    {
        // A body that is its own enumerator, as an iterator is, was closed with it.
        if (ReferenceEquals(_blocks, _body))
            return;
        if (_body is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (_body as IDisposable)?.Dispose();
    }

    private sealed class LiftedCollection(IReadOnlyCollection<ReadOnlyMemory<byte>> body) : LiftedBody(body), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => body.Count;
    }
}
