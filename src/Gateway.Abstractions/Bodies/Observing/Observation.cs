using System.Diagnostics.CodeAnalysis;

namespace Gateway;

/// <summary>One observed body: read once and closed once, the enumerator before the body. Tells the observer each step.</summary>
internal partial class Observation(object body, BodyObserver observer)
{
    private Body? _replacement;
    private Exception? _failure;
    private bool _isOpened;
    private bool _hasBytes;

    public BodyObserver Observer => observer;

    protected object Observed => body;

    /// <summary>Opens the body for synchronous enumeration.</summary>
    public IEnumerator<ReadOnlyMemory<byte>> Open()
    {
        Begin();
        IEnumerator<ReadOnlyMemory<byte>> blocks;
        try
        {
            blocks = ((IEnumerable<ReadOnlyMemory<byte>>)body).GetEnumerator();
        }
        catch (Exception error)
        {
            if (!TryReplace(error, out var replacement))
                throw;
            blocks = replacement.GetEnumerator();
        }

        return Opened(new ObservedBlocks(this, blocks), blocks);
    }

    /// <summary>Opens the body for asynchronous enumeration. A body without that shape is enumerated synchronously behind it.</summary>
    public IAsyncEnumerator<ReadOnlyMemory<byte>> OpenAsync(CancellationToken cancellationToken)
    {
        if (body is not IAsyncEnumerable<ReadOnlyMemory<byte>> asynchronous)
            return new LiftedBlocks(Open());
        Begin();
        IAsyncEnumerator<ReadOnlyMemory<byte>> blocks;
        try
        {
            blocks = asynchronous.GetAsyncEnumerator(cancellationToken);
        }
        catch (Exception error)
        {
            if (!TryReplace(error, out var replacement))
                throw;
            blocks = replacement.GetAsyncEnumerator(cancellationToken);
        }

        return Opened(new ObservedAsyncBlocks(this, blocks, cancellationToken), blocks);
    }

    /// <summary>Begins the one time that the body may be read.</summary>
    /// <exception cref="GatewayContractException">The body was read or closed before.</exception>
    public void Begin()
    {
        observer.OnOpen();
        if (_isClosed)
        {
            throw new GatewayContractException(
                "A body is enumerated after it was closed: enumerate it first, then close it (PEP 3333, \"Specification Details\").");
        }
        if (_isOpened)
        {
            throw new GatewayContractException(
                "A body is enumerated for the second time: it can be read once, so keep its blocks if you need them again.");
        }
        _isOpened = true;
    }

    public void Give(ReadOnlyMemory<byte> block)
    {
        observer.OnBlock(block);
        _hasBytes |= !block.IsEmpty;
    }

    public ValueTask GiveAsync(ReadOnlyMemory<byte> block)
    {
        var told = observer.OnBlockAsync(block);
        if (!told.IsCompletedSuccessfully)
            return AwaitedAsync(told, block.Length);
        _hasBytes |= !block.IsEmpty;
        return default;
    }

    public void GiveBytes(long count)
    {
        if (count == 0)
            return;
        observer.OnBytes(count);
        _hasBytes = true;
    }

    /// <summary>Asks the observer for a body to go on with; without one, tells it that the failure goes on.</summary>
    public bool TryReplace(Exception error, [NotNullWhen(true)] out Body? replacement)
    {
        replacement = null;
        try
        {
            if (!_hasBytes && _replacement is null)
                replacement = _replacement = observer.Replace(error);
        }
        catch (Exception another)
        {
            Fail(another);
            throw;
        }

        if (replacement is null)
            Fail(error);
        return replacement is not null;
    }

    /// <summary>Tells the observer of a failure, once for each exception.</summary>
    public void Fail(Exception error)
    {
        if (ReferenceEquals(_failure, error))
            return;
        _failure = error;
        observer.OnFailure(error);
    }

    private async ValueTask AwaitedAsync(ValueTask told, int bytes)
    {
        await told.ConfigureAwait(false);
        _hasBytes |= bytes > 0;
    }
}
