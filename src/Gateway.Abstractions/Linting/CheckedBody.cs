using System.Collections;

namespace Gateway;

/// <summary>Stands in for a body that is enumerated, in the shapes that it has: whoever looks for a shape or for a Count finds what is there.</summary>
internal abstract class CheckedBody : IDisposable, IAsyncDisposable
{
    private readonly object _body;
    private readonly LintLayer _layer;
    private readonly BodyWatch _watch;

    // What Open gave out, until it is disposed.
    private object? _blocks;
    private bool _isOwnEnumerator;

    private CheckedBody(LintLayer layer, object body)
    {
        _layer = layer;
        _body = body;
        _watch = layer.WatchBody(body, (body as IReadOnlyCollection<ReadOnlyMemory<byte>>)?.Count);
        if (layer.SeesTheEnd || layer.Outer is not null)
            GC.SuppressFinalize(this);
    }

    // wsgiref.validate reports a body that was never closed when it is collected; there is no other way where the host does not say when a response has ended.
    ~CheckedBody() => _layer.Abandoned();

    public static IEnumerable<ReadOnlyMemory<byte>> Of(LintLayer layer, IEnumerable<ReadOnlyMemory<byte>> body) => body switch
    {
        Body known => CheckedKnownBody.Of(layer, known),
        IReadOnlyCollection<ReadOnlyMemory<byte>> and IAsyncEnumerable<ReadOnlyMemory<byte>> => new OfBothCounted(layer, body),
        IReadOnlyCollection<ReadOnlyMemory<byte>> => new Counted(layer, body),
        IAsyncEnumerable<ReadOnlyMemory<byte>> => new OfBoth(layer, body),
        _ => new Plain(layer, body),
    };

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Of(LintLayer layer, IAsyncEnumerable<ReadOnlyMemory<byte>> body) => body switch
    {
        Body known => CheckedKnownBody.Of(layer, known),
        IReadOnlyCollection<ReadOnlyMemory<byte>> => new OfBothCounted(layer, body),
        IEnumerable<ReadOnlyMemory<byte>> => new OfBoth(layer, body),
        _ => new Asynchronous(layer, body),
    };

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _watch.Closing();
        var isOpen = _blocks is not null;
        try
        {
            CloseNow(_blocks);
        }
        finally
        {
            if (!_isOwnEnumerator)
                CloseNow(_body);
        }

        _watch.Closed(isOpen);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _watch.Closing();
        var isOpen = _blocks is not null;
        try
        {
            await CloseAsync(_blocks).ConfigureAwait(false);
        }
        finally
        {
            if (!_isOwnEnumerator)
                await CloseAsync(_body).ConfigureAwait(false);
        }

        _watch.Closed(isOpen);
    }

    private CheckedBlocks Open()
    {
        _watch.Open();
        return new CheckedBlocks(_layer, _watch, Opened(((IEnumerable<ReadOnlyMemory<byte>>)_body).GetEnumerator()), () => _blocks = null);
    }

    private CheckedAsyncBlocks OpenAsync(CancellationToken cancellationToken)
    {
        _watch.Open();
        return new CheckedAsyncBlocks(_layer, _watch, Opened(((IAsyncEnumerable<ReadOnlyMemory<byte>>)_body).GetAsyncEnumerator(cancellationToken)), () => _blocks = null);
    }

    private T Opened<T>(T blocks)
        where T : class
    {
        // An iterator is its own first enumerator: closing that closes it.
        _isOwnEnumerator = ReferenceEquals(blocks, _body);
        _blocks = blocks;
        return blocks;
    }

    private static async ValueTask CloseAsync(object? closable)
    {
        if (closable is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (closable as IDisposable)?.Dispose();
    }

    private static void CloseNow(object? closable)
    {
        if (closable is IDisposable synchronous)
            synchronous.Dispose();
        else if (closable is IAsyncDisposable asynchronous)
            asynchronous.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private class Plain(LintLayer layer, object body) : CheckedBody(layer, body), IEnumerable<ReadOnlyMemory<byte>>
    {
        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Open();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Counted(LintLayer layer, object body) : Plain(layer, body), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => ((IReadOnlyCollection<ReadOnlyMemory<byte>>)_body).Count;
    }

    private sealed class Asynchronous(LintLayer layer, object body) : CheckedBody(layer, body), IAsyncEnumerable<ReadOnlyMemory<byte>>
    {
        public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => OpenAsync(cancellationToken);
    }

    private class OfBoth(LintLayer layer, object body) : Plain(layer, body), IAsyncEnumerable<ReadOnlyMemory<byte>>
    {
        public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => OpenAsync(cancellationToken);
    }

    private sealed class OfBothCounted(LintLayer layer, object body) : OfBoth(layer, body), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => ((IReadOnlyCollection<ReadOnlyMemory<byte>>)_body).Count;
    }
}
