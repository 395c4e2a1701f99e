namespace Gateway.Toolkit;

/// <summary>Tells a <see cref="MiddlewareCall"/> what becomes of the app's body.</summary>
internal sealed class CallObserver(MiddlewareCall call) : BodyObserver
{
    private Exception? _failure;

    public static IEnumerable<ReadOnlyMemory<byte>> Observe(MiddlewareCall call, IEnumerable<ReadOnlyMemory<byte>> body) =>
        IsNeeded(call, body, call.WatchesBlocks) ? Body.Observe(body, new CallObserver(call)) : body;

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Observe(MiddlewareCall call, IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        if (!IsNeeded(call, body, call.WatchesBlocks || call.AwaitsCommit))
            return body;

        // start_response may come from inside the body: the commit then waits for the first block, without blocking.
        call.DefersCommit = call.AwaitsCommit && body is not Body;
        return Body.Observe(body, new CallObserver(call));
    }

    protected override void OnBlock(ReadOnlyMemory<byte> block)
    {
        if (block.IsEmpty)
            return;
        call.CommitNow();
        OnBytes(block.Length);
    }

    protected override async ValueTask OnBlockAsync(ReadOnlyMemory<byte> block)
    {
        if (block.IsEmpty)
            return;
        await call.CommitNowAsync().ConfigureAwait(false);
        OnBytes(block.Length);
    }

    protected override void OnBytes(long count) => call.SendingThrough(count);

    protected override void OnEnd()
    {
        call.CommitNow();
        OnBytes(0);
    }

    protected override async ValueTask OnEndAsync()
    {
        await call.CommitNowAsync().ConfigureAwait(false);
        OnBytes(0);
    }

    protected override Body? Replace(Exception exception) => call.AnswerFailure(exception);

    protected override void OnFailure(Exception exception) => _failure = exception;

    protected override void OnClose() => call.EndWithBody(_failure);

    // A null body is left to the host, which names the app.
    private static bool IsNeeded(MiddlewareCall call, object? body, bool watchesBlocks)
    {
        switch (body)
        {
            case null:
                return false;
            case MemoryBody memory when !call.EndsWithBody:
                // Nothing of the app's runs while it is sent, so the call learns of it now and nothing is allocated.
                call.SendingThrough(memory.Memory.Length);
                return false;
            case WebSocketBody:
                return call.EndsWithBody;
            case Body:
                return call.WatchesBlocks;
            default:
                return watchesBlocks;
        }
    }
}
