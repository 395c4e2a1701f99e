using System.Collections;

namespace Gateway.Toolkit;

/// <summary>Watched blocks, each given on as it comes. It is its own enumerator, as an iterator is.</summary>
internal class WatchedBlocks(MiddlewareCall call, IEnumerable<ReadOnlyMemory<byte>> body) : IEnumerable<ReadOnlyMemory<byte>>, IEnumerator<ReadOnlyMemory<byte>>
{
    private IEnumerator<ReadOnlyMemory<byte>>? _blocks;

    // What takes the place of a body that has failed.
    private IEnumerator<ReadOnlyMemory<byte>>? _answer;
    private Exception? _failure;
    private bool _isClosed;

    public ReadOnlyMemory<byte> Current => (_answer ?? _blocks)!.Current;

    object IEnumerator.Current => Current;

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        _blocks = body.GetEnumerator();
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext()
    {
        if (_answer is not null)
            return _answer.MoveNext();
        try
        {
            var has = _blocks!.MoveNext();
            if (call.WatchesBody && (!has || !_blocks.Current.IsEmpty))
                call.SendingThrough(has ? _blocks.Current.Length : 0);
            return has;
        }
        catch (Exception error)
        {
            _failure = error;
            if (call.AnswerFailure(error) is not { } answer)
                throw;
            _failure = null;
            _answer = answer.GetEnumerator();
            return _answer.MoveNext();
        }
    }

    public void Reset() => throw new NotSupportedException("A body can be read once.");

    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            _answer?.Dispose();
            _blocks?.Dispose();
        }
        catch (Exception error)
        {
            _failure ??= error;
            throw;
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            if (!ReferenceEquals(_blocks, body)) // An iterator is its own first enumerator.
                (body as IDisposable)?.Dispose();
        }
        finally
        {
            call.EndWithBody(_failure);
        }
    }

    /// <summary>A body of one block, which says so.</summary>
    internal sealed class Single(MiddlewareCall call, IEnumerable<ReadOnlyMemory<byte>> body) : WatchedBlocks(call, body), IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => 1;
    }
}
