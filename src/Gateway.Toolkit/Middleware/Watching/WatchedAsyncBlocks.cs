using System.Collections;

namespace Gateway.Toolkit;

/// <summary>Watched blocks of an asynchronous body, each given on as it comes. It is its own enumerator, as an iterator is.</summary>
internal class WatchedAsyncBlocks(MiddlewareCall call, IAsyncEnumerable<ReadOnlyMemory<byte>> body) : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncEnumerator<ReadOnlyMemory<byte>>
{
    private readonly MiddlewareCall _call = call;
    private readonly IAsyncEnumerable<ReadOnlyMemory<byte>> _body = body;
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _blocks;

    // What takes the place of a body that has failed.
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _answer;
    private CancellationToken _cancellationToken;
    private Exception? _failure;
    private bool _isClosed;

    public ReadOnlyMemory<byte> Current => (_answer ?? _blocks)!.Current;

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        _blocks = _body.GetAsyncEnumerator(cancellationToken);
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_answer is not null)
            return await _answer.MoveNextAsync().ConfigureAwait(false);
        try
        {
            _call.DefersCommit = true;
            var has = await _blocks!.MoveNextAsync().ConfigureAwait(false);
            _call.DefersCommit = false;
            if (!has || !_blocks.Current.IsEmpty)
                await _call.CommitNowAsync().ConfigureAwait(false);
            if (_call.WatchesBody && (!has || !_blocks.Current.IsEmpty))
                _call.SendingThrough(has ? _blocks.Current.Length : 0);
            return has;
        }
        catch (Exception error)
        {
            _failure = error;
            if (_call.AnswerFailure(error) is not { } answer)
                throw;
            _failure = null;
            _answer = answer.GetAsyncEnumerator(_cancellationToken);
            return await _answer.MoveNextAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            if (_answer is not null)
                await _answer.DisposeAsync().ConfigureAwait(false);
            if (_blocks is not null)
                await _blocks.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _failure ??= error;
            throw;
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask CloseAsync()
    {
        try
        {
            if (ReferenceEquals(_blocks, _body))
            {
                // An iterator is its own first enumerator: it is closed already.
            }
            else if (_body is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (_body as IDisposable)?.Dispose();
            }
        }
        finally
        {
            _call.EndWithBody(_failure);
        }
    }

    /// <summary>A body of one block, which says so. Whatever has a count has the synchronous shape, too.</summary>
    internal sealed class Single(MiddlewareCall call, IAsyncEnumerable<ReadOnlyMemory<byte>> body) : WatchedAsyncBlocks(call, body), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => 1;

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
        {
            _isClosed = true; // Closing the enumerator closes the body.
            return new WatchedBlocks(_call, (IEnumerable<ReadOnlyMemory<byte>>)_body).GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
