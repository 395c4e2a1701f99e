using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateway.AspNetCore.Responses;

// The body: each block is handed over and flushed before the next is asked for (PEP 3333, "Buffering and Streaming").
internal sealed partial class GatewayResponse
{
    private PipeWriter Output => Context.Features.ResponseBody().Writer;

    /// <summary>Sends a body and closes it exactly once, however that goes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="mayBlock">Whether this thread may wait for a slow client. If not, whatever thread is free asks for the next block.</param>
    public ValueTask SendAsync(IEnumerable<ReadOnlyMemory<byte>> body, bool mayBlock)
    {
        _phase |= ResponsePhase.Returned;
        return body is MemoryBody memory ? SendMemoryAsync(memory) : body is Body known ? SendKnownAsync(known) : SendBlocksAsync(body, mayBlock);
    }

    /// <summary>Sends a body and closes it exactly once, however that goes.</summary>
    public ValueTask SendAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        _phase |= ResponsePhase.Returned;
        return body is MemoryBody memory ? SendMemoryAsync(memory) : body is Body known ? SendKnownAsync(known) : SendBlocksAsync(body);
    }

    private ValueTask SendKnownAsync(Body body) => body switch
    {
        FileBody file => SendFileAsync(file),
        WriterBody writer => SendWrittenAsync(writer),
        WebSocketBody socket => AcceptAsync(socket),
        _ => SendBlocksAsync((IAsyncEnumerable<ReadOnlyMemory<byte>>)body),
    };

    private async ValueTask SendBlocksAsync(IEnumerable<ReadOnlyMemory<byte>> body, bool mayBlock)
    {
        IEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        Exception? failure = null;
        try
        {
            var isWhole = IsOneBlock(body);
            var aborted = Context.RequestAborted;
            PipeWriter? output = null;
            blocks = body.GetEnumerator();
            while (MayGoOn(aborted) && blocks.MoveNext())
            {
                var block = blocks.Current;
                if (!Admit(ref block, isWhole ? block.Length : null))
                    continue;
                var write = (output ??= Output).WriteAsync(block, aborted);
                Sent(mayBlock ? Wait(write) : await write);
            }

            Finish();
        }
        catch (Exception error)
        {
            failure = error;
        }

        await CloseAsync(blocks, body, failure);
    }

    private async ValueTask SendBlocksAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        IAsyncEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        Exception? failure = null;
        try
        {
            var isWhole = IsOneBlock(body);
            var length = (body as Body)?.Length;
            var aborted = Context.RequestAborted;
            PipeWriter? output = null;
            blocks = body.GetAsyncEnumerator(aborted);
            while (MayGoOn(aborted) && await blocks.MoveNextAsync())
            {
                var block = blocks.Current;
                if (Admit(ref block, isWhole ? block.Length : length))
                    Sent(await (output ??= Output).WriteAsync(block, aborted));
            }

            Finish();
        }
        catch (Exception error)
        {
            failure = error;
        }

        await CloseAsync(blocks, body, failure);
    }

    private ValueTask SendMemoryAsync(MemoryBody body)
    {
        var block = body.Memory;
        if (!Admit(ref block, body.Length))
        {
            Finish();
            return default;
        }

        // There is nothing to stop while it waits, so it needs no token: a connection that goes ends the wait by itself.
        var write = Output.WriteAsync(block);
        if (!write.IsCompletedSuccessfully)
            return FinishAwaited(write);
        Sent(write.Result);
        Finish();
        return default;
    }

    private async ValueTask FinishAwaited(ValueTask<FlushResult> write)
    {
        Sent(await write);
        Finish();
    }

    private async ValueTask SendFileAsync(FileBody file)
    {
        ThrowIfSpoilt();
        Commit(file.Count);
        if (Reserve(file.Count) is > 0 and var count)
            await Context.Response.SendFileAsync(file.Path, file.Offset, count, Context.RequestAborted);
        Finish();
    }

    private async ValueTask SendWrittenAsync(WriterBody body)
    {
        // The callback need not run to learn that nothing of it may be sent; unless start_response is still to come from it.
        if (Status is not null)
            Commit(length: null);
        if (!Is(ResponsePhase.Bodiless))
            await body.Writer(new BodyPipeWriter(this), Context.RequestAborted);
        Finish();
    }

    private ValueTask AcceptAsync(WebSocketBody body)
    {
        if (Is(ResponsePhase.StartCalled))
            throw new GatewayContractException("start_response was called for a WebSocket that was accepted: return Accept's body without it, or refuse with another body.");
        _phase |= ResponsePhase.Committed;
        LiftDeadline(); // An open socket is not a slow request.
        Context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        return new(WebSocketSession.RunAsync(Context, body, request.Log));
    }

    private void LiftDeadline()
    {
        if (request.Deadline is not { } deadline)
            return;
        using (deadline.HoldHead())
            deadline.Lift();
    }

    /// <summary>The end of the body: the head goes out if nothing else did, and what was promised must have come.</summary>
    private void Finish()
    {
        if (Is(ResponsePhase.Disconnected))
            return;
        ThrowIfSpoilt();
        Commit(length: null); // Of a response without a byte the server itself declares the length; status code pages in front take a declared one for a body.
        if (Is(ResponsePhase.Limited) && !Is(ResponsePhase.Bodiless) && _left > 0)
            throw new GatewayContractException($"The body ended {_left} bytes short of the Content-Length the app declared.");
    }

    private bool MayGoOn(CancellationToken aborted)
    {
        if (aborted.IsCancellationRequested)
            _phase |= ResponsePhase.Disconnected;
        return !Is(ResponsePhase.Disconnected | ResponsePhase.Overrun);
    }

    /// <summary>Whether a block is to be sent; cuts off what is too much of it.</summary>
    private bool Admit(ref ReadOnlyMemory<byte> block, long? wholeLength)
    {
        ThrowIfSpoilt();
        if (block.IsEmpty)
            return false;
        Commit(wholeLength);
        block = block[..(int)Reserve(block.Length)];
        return !block.IsEmpty;
    }

    /// <summary>Takes bytes off what may still be sent; gives how many.</summary>
    private long Reserve(long count)
    {
        if (Is(ResponsePhase.Bodiless) || count > _left)
            return ReserveWhatIsLeft(count);
        _left -= count;
        return count;
    }

    private long ReserveWhatIsLeft(long count)
    {
        if (Is(ResponsePhase.Bodiless))
        {
            if (count > 0 && Context.Request.Method != HttpMethods.Head)
                Log.BodyNotAllowed(request.Log, _statusCode, Context.Request.Method, Context.Request.Path);
            _phase |= ResponsePhase.Overrun;
            return 0;
        }

        Log.TooManyBytes(request.Log, Context.Request.Method, Context.Request.Path, Context.Response.ContentLength);
        _phase |= ResponsePhase.Overrun;
        count = _left;
        _left = 0;
        return count;
    }

    private void Sent(FlushResult result)
    {
        // Kestrel takes bytes for a client that has gone; this is how it tells.
        if (result.IsCompleted && _left > 0)
            _phase |= ResponsePhase.Disconnected;
    }

    /// <summary>What has gone wrong behind the app's back ends the response, however the app took it.</summary>
    private void ThrowIfSpoilt()
    {
        if (Is(ResponsePhase.FailedLate))
            throw new GatewayContractException("The app swallowed the exception that start_response had thrown again: the response it spoiled cannot go on (PEP 3333, \"Error Handling\").");

        // A broken request was not understood. An app that noticed may say so in its own words, and no more.
        if (request.InputFailure is { } failure && _statusCode < 400)
            throw failure;
    }

    private static bool IsOneBlock(object body) => body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 };

    /// <summary>Closes the enumerator, then the iterable; a failure of that counts only where nothing has been said to the client yet.</summary>
    private async ValueTask CloseAsync(object? blocks, object body, Exception? failure)
    {
        try
        {
            try
            {
                await DisposeAsync(blocks);
            }
            finally
            {
                if (!ReferenceEquals(blocks, body)) // An iterator is its own first enumerator.
                    await DisposeAsync(body);
            }
        }
        catch (Exception error) when (failure is not null || Context.Response.HasStarted)
        {
            Log.CloseFailed(request.Log, error, Context.Request.Method, Context.Request.Path);
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
