using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Gateway.Hosting;

// Sends the body: each block is flushed before the app is asked for the next (PEP 3333, "Buffering and Streaming").
public abstract partial class HostedResponse
{
    /// <summary>Sends a body and closes it exactly once, also after a failure.</summary>
    /// <param name="body">The body.</param>
    /// <param name="mayBlock">Whether this thread may wait for a slow client. If not, any free thread asks for the next block.</param>
    /// <returns>Completes when the body is sent and closed.</returns>
    public ValueTask SendAsync(IEnumerable<ReadOnlyMemory<byte>> body, bool mayBlock)
    {
        _phase |= ResponsePhase.Returned;
        return body switch
        {
            MemoryBody { IsObserved: false } memory => SendMemoryAsync(memory),
            Body known when TrySendWhole(known, out var sending) => CloseAfter(sending, known),
            Body known when !mayBlock => SendBlocksAsync((IAsyncEnumerable<ReadOnlyMemory<byte>>)known),
            _ => SendBlocksAsync(body, mayBlock),
        };
    }

    /// <summary>Sends a body and closes it exactly once, also after a failure.</summary>
    /// <param name="body">The body.</param>
    /// <returns>Completes when the body is sent and closed.</returns>
    public ValueTask SendAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        _phase |= ResponsePhase.Returned;
        return body switch
        {
            MemoryBody { IsObserved: false } memory => SendMemoryAsync(memory),
            Body known when TrySendWhole(known, out var sending) => CloseAfter(sending, known),
            _ => SendBlocksAsync(body),
        };
    }

    /// <summary>PEP 3333's write(), for apps that cannot produce an iterable. It blocks while the client is slow.</summary>
    /// <param name="block">The bytes to send.</param>
    /// <exception cref="GatewayContractException">The call breaks the contract; the message says how.</exception>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public void Write(ReadOnlySpan<byte> block)
    {
        if (Is(ResponsePhase.Ended))
            throw new GatewayContractException("write was called after the response had ended.");
        if (Is(ResponsePhase.Returned))
        {
            throw new GatewayContractException(
                "write was called after the app had returned its body; produce a block instead (PEP 3333, \"The write() Callable\").");
        }

        ThrowIfBroken();
        Commit(bodyLength: null);
        if (IsBodiless && block.IsEmpty)
            return;

        var allowed = (int)Reserve(block.Length);
        if (!IsBodiless)
            Sent(Transmit(block[..allowed]));
        if (HasClientLeft)
            throw new OperationCanceledException("The client has left.", Aborted);
        if (allowed < block.Length && !IsBodiless)
            throw new GatewayContractException(
                $"write was given {block.Length - allowed} bytes more than the Content-Length the app declared.");
    }

    /// <summary>Sends a body on the host's fast path for its kind, if it has one.</summary>
    /// <remarks>A host that sends a file itself must call <see cref="FileBody.Sending"/> before the head and <see cref="FileBody.Sent"/>
    /// after the file. Both tell the observers of the body.</remarks>
    /// <param name="body">The body. The caller closes it.</param>
    /// <param name="sending">Completes when the body is sent.</param>
    /// <returns>Whether the host has a fast path for the body.</returns>
    protected virtual bool TrySendWhole(Body body, out ValueTask sending)
    {
        sending = body is WebSocketBody socket ? AcceptAsync(socket) : default;
        return body is WebSocketBody;
    }

    /// <summary>Sends a block, and with it the head if it was not sent yet.</summary>
    /// <param name="block">The block; empty to send the head alone.</param>
    /// <param name="cancellationToken">Ends the wait for a slow client; the host's own token may be used in its place.</param>
    /// <returns>The result, when the transport has taken the block; <c>IsCompleted</c> is true if the client left.</returns>
    protected abstract ValueTask<FlushResult> TransmitAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken);

    /// <summary>Sends a block for <see cref="Write"/>, and waits.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The result.</returns>
    protected virtual FlushResult Transmit(ReadOnlySpan<byte> block) => Wait(TransmitAsync(block.ToArray(), Aborted));

    /// <summary>Ends a whole response: sends a head that no block has sent.</summary>
    /// <returns>Completes when the transport has taken it.</returns>
    protected virtual ValueTask CompleteAsync() => default;

    /// <summary>Logs a mistake of the app that does not stop its response.</summary>
    /// <param name="problem">The mistake.</param>
    /// <param name="error">The exception that showed it, if any.</param>
    protected abstract void Report(ResponseProblem problem, Exception? error = null);

    /// <summary>Ends the body: the head is sent if no block did, and as many bytes as declared must have been produced.</summary>
    /// <returns>Completes when the transport has taken the rest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // A ValueTask that a call returns is stored as two words and loaded as one: a stall.
    protected ValueTask FinishAsync()
    {
        if (HasClientLeft)
            return default;
        ThrowIfBroken();
        Commit(bodyLength: 0);
        if ((_phase & (ResponsePhase.Limited | ResponsePhase.Bodiless)) == ResponsePhase.Limited && _left > 0)
            throw TooShort();
        return CompleteAsync();
    }

    // Apart, so that what usually runs is short.
    private GatewayContractException TooShort() =>
        new($"The body ended {_left} bytes short of the Content-Length the app declared.");

    /// <summary>Counts bytes against the declared length, before they are sent.</summary>
    /// <param name="count">How many bytes the app produced.</param>
    /// <returns>How many of them may be sent.</returns>
    protected long Reserve(long count)
    {
        if (IsBodiless || count > _left)
            return ReserveRest(count);
        _left -= count;
        return count;
    }

    /// <summary>Records whether the client still reads.</summary>
    /// <param name="result">The result of a write to the transport.</param>
    protected void Sent(FlushResult result)
    {
        if (result.IsCompleted && _left > 0)
            _phase |= ResponsePhase.Disconnected;
    }

    /// <summary>Throws if reading the request body failed, or start_response rethrew, even if the app caught the exception.</summary>
    protected void ThrowIfBroken()
    {
        if (Is(ResponsePhase.FailedLate))
            throw RethrownErrorCaught();

        // The request body is broken. The app may only respond with an error.
        if (InputFailure is { } failure && StatusCode < 400)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static GatewayContractException RethrownErrorCaught() => new(
        "The app caught the exception that start_response rethrew: its response cannot continue (PEP 3333, \"Error Handling\").");

    /// <summary>Throws if the response has ended.</summary>
    /// <param name="user">The object that was used too late, for the message.</param>
    protected void ThrowIfEnded(string user)
    {
        if (Is(ResponsePhase.Ended))
            throw new GatewayContractException($"{user} was used after the response had ended.");
    }

    /// <summary>Sends the blocks of a body one by one and closes it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="mayBlock">Whether this thread may wait for a slow client.</param>
    /// <returns>Completes when the body is sent and closed.</returns>
    protected async ValueTask SendBlocksAsync(IEnumerable<ReadOnlyMemory<byte>> body, bool mayBlock)
    {
        IEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        Exception? failure = null;
        try
        {
            var isWhole = IsOneBlock(body);
            var length = (body as Body)?.Length;
            var aborted = Aborted;
            blocks = body.GetEnumerator();
            while (IsWanted(aborted) && blocks.MoveNext())
            {
                var block = blocks.Current;
                if (!Accept(ref block, isWhole ? block.Length : length))
                    continue;
                var sent = TransmitAsync(block, aborted);
                Sent(mayBlock ? Wait(sent) : await sent.ConfigureAwait(false));
            }

            await FinishAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Thrown again when the body has been closed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        await CloseAsync(blocks, body, failure).ConfigureAwait(false);
    }

    /// <summary>Sends the blocks of a body one by one and closes it.</summary>
    /// <param name="body">The body.</param>
    /// <returns>Completes when the body is sent and closed.</returns>
    protected async ValueTask SendBlocksAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        IAsyncEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        Exception? failure = null;
        try
        {
            var isWhole = IsOneBlock(body);
            var length = (body as Body)?.Length;
            var aborted = Aborted;
            blocks = body.GetAsyncEnumerator(aborted);
            while (IsWanted(aborted) && await blocks.MoveNextAsync().ConfigureAwait(false))
            {
                var block = blocks.Current;
                if (Accept(ref block, isWhole ? block.Length : length))
                    Sent(await TransmitAsync(block, aborted).ConfigureAwait(false));
            }

            await FinishAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Thrown again when the body has been closed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        await CloseAsync(blocks, body, failure).ConfigureAwait(false);
    }

    // The usual body: one block in memory. It needs no token, because there is nothing to close or to stop.
    private ValueTask SendMemoryAsync(MemoryBody body)
    {
        var block = body.Memory;
        if (!Accept(ref block, body.Length))
            return FinishAsync();

        var sent = TransmitAsync(block, CancellationToken.None);
        if (!sent.IsCompletedSuccessfully)
            return FinishAwaited(sent);
        Sent(sent.Result);
        return FinishAsync();
    }

    private async ValueTask FinishAwaited(ValueTask<FlushResult> sent)
    {
        Sent(await sent.ConfigureAwait(false));
        await FinishAsync().ConfigureAwait(false);
    }

    private bool IsWanted(CancellationToken aborted)
    {
        if (aborted.IsCancellationRequested)
            _phase |= ResponsePhase.Disconnected;
        return !Is(ResponsePhase.Disconnected | ResponsePhase.Overrun);
    }

    /// <summary>Whether a block is to be sent; cuts it to the declared length. An empty block sends nothing, not even the head.</summary>
    private bool Accept(ref ReadOnlyMemory<byte> block, long? bodyLength)
    {
        ThrowIfBroken();
        if (block.IsEmpty)
            return false;
        Commit(bodyLength);
        block = block[..(int)Reserve(block.Length)];
        return !block.IsEmpty;
    }

    private long ReserveRest(long count)
    {
        if (IsBodiless)
        {
            if (count > 0 && !IsHead)
                Report(ResponseProblem.BodyNotAllowed);
            _phase |= ResponsePhase.Overrun;
            return 0;
        }

        Report(ResponseProblem.TooManyBytes);
        _phase |= ResponsePhase.Overrun;
        count = _left;
        _left = 0;
        return count;
    }

    private static bool IsOneBlock(object body) => body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 };

    /// <summary>Waits for a write to the transport on this thread.</summary>
    /// <param name="sent">The write.</param>
    /// <returns>Its result.</returns>
    protected static FlushResult Wait(ValueTask<FlushResult> sent) =>
        sent.IsCompleted ? sent.GetAwaiter().GetResult() : sent.AsTask().GetAwaiter().GetResult();
}
