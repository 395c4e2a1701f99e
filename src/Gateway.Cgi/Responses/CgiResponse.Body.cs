using System.Runtime.ExceptionServices;

namespace Gateway.Cgi.Responses;

// The body: each block is handed over before the next is asked for (PEP 3333, "Buffering and Streaming").
internal sealed partial class CgiResponse
{
    // EPIPE and ECONNRESET, and what Windows has for the first.
    private static readonly int[] BrokenPipe = [32, 104, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    // No block is of any use any more: the client has gone, or has all it may get.
    private bool IsOver => IsGone || (_phase == ResponsePhase.Committed && (IsBodiless || _left == 0));

    /// <summary>Sends a body and closes it exactly once, however that goes.</summary>
    public async ValueTask SendAsync(IEnumerable<ReadOnlyMemory<byte>>? body)
    {
        var length = Accept(body);
        IEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        Exception? failure = null;
        try
        {
            blocks = body!.GetEnumerator();
            while (!IsOver && blocks.MoveNext())
                await SendBlockAsync(blocks.Current, length ?? LengthOf(body, blocks.Current)).ConfigureAwait(false);
            await FinishAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Thrown again when the body has been closed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        await CloseAsync(blocks, body!, failure).ConfigureAwait(false);
    }

    /// <summary>Sends a body and closes it exactly once, however that goes.</summary>
    public async ValueTask SendAsync(IAsyncEnumerable<ReadOnlyMemory<byte>>? body)
    {
        var length = Accept(body);
        IAsyncEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        Exception? failure = null;
        try
        {
            blocks = body!.GetAsyncEnumerator(aborted.Token);
            while (!IsOver && await blocks.MoveNextAsync().ConfigureAwait(false))
                await SendBlockAsync(blocks.Current, length ?? LengthOf(body, blocks.Current)).ConfigureAwait(false);
            await FinishAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Thrown again when the body has been closed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        await CloseAsync(blocks, body!, failure).ConfigureAwait(false);
    }

    /// <summary>PEP 3333's write(), for apps that cannot produce an iterable. It blocks while the client is slow, as it must.</summary>
    public void Write(ReadOnlySpan<byte> block)
    {
        if (_phase == ResponsePhase.Ended)
            throw new GatewayContractException("write was called after the response had ended.");
        if (_hasReturned)
            throw new GatewayContractException("write was called after the app had returned its body; produce a block instead (PEP 3333, \"The write() Callable\").");

        ThrowIfSpoilt();
        Commit(length: null);
        var excess = IsBodiless ? 0 : block.Length - Math.Min(block.Length, _left);
        var sent = TransmitAsync(Admit(block.ToArray()));
        if (sent.IsCompleted)
            sent.GetAwaiter().GetResult();
        else
            sent.AsTask().GetAwaiter().GetResult();
        if (IsGone)
            throw new OperationCanceledException("The client has gone.", aborted.Token);
        if (excess > 0)
            throw new GatewayContractException($"write was given {excess} bytes more than the Content-Length the app declared.");
    }

    private static long? LengthOf(object body, ReadOnlyMemory<byte> block) => body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 } ? block.Length : null;

    /// <summary>The app has returned its body: blocks come from there now.</summary>
    private long? Accept(object? body)
    {
        if (body is null)
            throw new GatewayContractException("The app returned null instead of a body; return Body.Empty or an empty list (PEP 3333, \"Specification Details\").");
        _hasReturned = true;
        return (body as Body)?.Length;
    }

    /// <summary>Hands a block over. An empty one sends nothing, not even the head.</summary>
    private ValueTask SendBlockAsync(ReadOnlyMemory<byte> block, long? wholeLength)
    {
        ThrowIfSpoilt();
        if (block.IsEmpty)
            return default;
        Commit(wholeLength);
        return TransmitAsync(Admit(block));
    }

    /// <summary>The end of the body: the head goes out if nothing else did, and what was promised must have come.</summary>
    private async ValueTask FinishAsync()
    {
        if (IsGone)
            return;
        ThrowIfSpoilt();
        Commit(length: 0);
        await TransmitAsync(default).ConfigureAwait(false);
        if (_head!.ContentLength is not null && _left > 0 && !IsBodiless)
            throw new GatewayContractException($"The body ended {_left} bytes short of the Content-Length the app declared.");
        IsWhole = !IsGone;
    }

    /// <summary>What of a block may be sent.</summary>
    private ReadOnlyMemory<byte> Admit(ReadOnlyMemory<byte> block)
    {
        if (IsBodiless)
        {
            if (!isHead && !block.IsEmpty)
                log.Report($"A response {_head!.Status} has no body; what the app produced was left out.");
            return default;
        }

        if (block.Length > _left)
        {
            log.Report($"The app produced more bytes than the Content-Length it declared; {block.Length - _left} or more were left out.");
            block = block[..(int)_left];
        }

        _left -= block.Length;
        return block;
    }

    private async ValueTask TransmitAsync(ReadOnlyMemory<byte> block)
    {
        if (_unsentHead.Length > 0)
        {
            block = (byte[])[.. _unsentHead, .. block.Span];
            _unsentHead = [];
        }

        if (block.IsEmpty || IsGone)
            return;
        try
        {
            if (mayBlock)
            {
                output.Write(block.Span);
                output.Flush();
            }
            else
            {
                await output.WriteAsync(block, aborted.Token).ConfigureAwait(false);
                await output.FlushAsync(aborted.Token).ConfigureAwait(false);
            }
        }
        catch (IOException error) when (BrokenPipe.Contains(error.HResult))
        {
            Leave();
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // Whoever asked looks at IsGone.
        }
    }

    /// <summary>The client has gone, and the app is told.</summary>
    private void Leave()
    {
        try
        {
            aborted.Cancel();
        }
        catch (AggregateException error)
        {
            log.Report($"A callback of gateway.request_aborted failed: {error}");
        }
    }

    /// <summary>Closes the enumerator, then the iterable; a failure of that counts only where nothing has been said to the client yet.</summary>
    private async ValueTask CloseAsync(object? blocks, object body, Exception? failure)
    {
        try
        {
            try
            {
                await DisposeAsync(blocks).ConfigureAwait(false);
            }
            finally
            {
                if (!ReferenceEquals(blocks, body)) // An iterator is its own first enumerator.
                    await DisposeAsync(body).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (failure is not null || IsCommitted || IsGone)
        {
            log.Report($"The body could not be closed: {error}");
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static ValueTask DisposeAsync(object? closable)
    {
        if (closable is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (closable as IDisposable)?.Dispose();
        return default;
    }
}
