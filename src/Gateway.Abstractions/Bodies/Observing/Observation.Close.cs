namespace Gateway;

// Closes the enumerator, then the replacement, then the body. The observer is told last, whatever failed.
internal partial class Observation : IDisposable, IAsyncDisposable
{
    // The enumerator that was given out, until it is closed.
    private object? _blocks;
    private bool _isOwnEnumerator;
    private bool _isClosed;

    public void Dispose()
    {
        observer.OnClosing(_blocks is not null);
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            try
            {
                Close(_blocks);
            }
            finally
            {
                CloseBodies();
            }
        }
        catch (Exception error)
        {
            Fail(error);
            throw;
        }
        finally
        {
            observer.OnClose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        observer.OnClosing(_blocks is not null);
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            try
            {
                await CloseAsync(_blocks).ConfigureAwait(false);
            }
            finally
            {
                await CloseBodiesAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            Fail(error);
            throw;
        }
        finally
        {
            observer.OnClose();
        }
    }

    /// <summary>Says whether an enumerator still has to be closed, and that it is closed from now on.</summary>
    public bool TakeClose(object blocks)
    {
        var isOpen = ReferenceEquals(_blocks, blocks);
        if (isOpen)
            _blocks = null;
        return isOpen;
    }

    private T Opened<T>(T observed, object blocks)
        where T : class
    {
        _isOwnEnumerator = ReferenceEquals(blocks, body);
        _blocks = observed;
        return observed;
    }

    private void CloseBodies()
    {
        try
        {
            _replacement?.Dispose();
        }
        finally
        {
            // An iterator is its own first enumerator: it is closed already.
            if (!_isOwnEnumerator)
                Close(body);
        }
    }

    private async ValueTask CloseBodiesAsync()
    {
        try
        {
            if (_replacement is not null)
                await _replacement.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            if (!_isOwnEnumerator)
                await CloseAsync(body).ConfigureAwait(false);
        }
    }

    private static void Close(object? closable)
    {
        if (closable is IDisposable synchronous)
            synchronous.Dispose();
        else if (closable is IAsyncDisposable asynchronous)
            asynchronous.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Closes whatever can be closed, without blocking where it can.</summary>
    public static async ValueTask CloseAsync(object? closable)
    {
        if (closable is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (closable as IDisposable)?.Dispose();
    }
}
