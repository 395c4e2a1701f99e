namespace Gateway;

/// <summary>One step of <see cref="GatewayPipeline.Cascade(GatewayApp[])"/>: an app whose 404 and 405 are not heard.</summary>
internal sealed class CascadeApp(AsyncGatewayApp app, AsyncGatewayApp next)
{
    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(Environ environ, StartResponse startResponse)
    {
        // Apps move prefixes and rewrite paths; the next one must see the request as this one did.
        var (scriptName, pathInfo) = (environ.ScriptName, environ.PathInfo);
        var attempt = new CascadeAttempt(startResponse);
        var body = await app(environ, attempt.StartResponse).ConfigureAwait(false)
            ?? throw new GatewayContractException("An app of a Cascade returned null instead of a body.");

        // start_response may come as late as the first block.
        IAsyncEnumerator<ReadOnlyMemory<byte>>? blocks = null;
        var hasBlock = false;
        if (!attempt.IsDecided && body is not WebSocketBody)
        {
            try
            {
                blocks = body.GetAsyncEnumerator(environ.RequestAborted);
                hasBlock = await MoveToBlockAsync(blocks).ConfigureAwait(false);
            }
            catch
            {
                try
                {
                    await CloseAsync(body, blocks).ConfigureAwait(false);
                }
                catch
                {
                    // What went wrong first is what has to be told.
                }

                throw;
            }
        }

        if (!attempt.IsPassedOver)
            return blocks is null ? body : new StartedBody(body, blocks, hasBlock);

        await CloseAsync(body, blocks).ConfigureAwait(false);
        if (environ.ScriptName != scriptName)
            environ.ScriptName = scriptName;
        if (environ.PathInfo != pathInfo)
            environ.PathInfo = pathInfo;
        return await next(environ, startResponse).ConfigureAwait(false);
    }

    private static async ValueTask<bool> MoveToBlockAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> blocks)
    {
        while (await blocks.MoveNextAsync().ConfigureAwait(false))
        {
            if (!blocks.Current.IsEmpty)
                return true;
        }

        return false;
    }

    internal static async ValueTask CloseAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body, IAsyncEnumerator<ReadOnlyMemory<byte>>? blocks)
    {
        try
        {
            if (blocks is not null)
                await blocks.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            if (ReferenceEquals(body, blocks))
            {
                // An iterator is its own first enumerator: it is closed already.
            }
            else if (body is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (body as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>A body whose first block had to be produced to learn the status.</summary>
    private sealed class StartedBody(IAsyncEnumerable<ReadOnlyMemory<byte>> body, IAsyncEnumerator<ReadOnlyMemory<byte>> blocks, bool hasBlock)
        : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
    {
        public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            if (!hasBlock)
                yield break;
            do
                yield return blocks.Current;
            while (await blocks.MoveNextAsync().ConfigureAwait(false));
        }

        public ValueTask DisposeAsync() => CloseAsync(body, blocks);
    }
}
