namespace Gateway;

/// <summary>A body whose first block had to be produced to learn the status.</summary>
internal sealed class StartedBody : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private readonly Observation _body;
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _blocks;
    private bool _hasBlock;

    private StartedBody(Observation body, IAsyncEnumerator<ReadOnlyMemory<byte>> blocks, bool hasBlock) =>
        (_body, _blocks, _hasBlock) = (body, blocks, hasBlock);

    /// <summary>Produces the first block that is not empty, and closes the body if that fails.</summary>
    public static async ValueTask<StartedBody> StartAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body, CancellationToken cancellationToken)
    {
        var observation = new Observation(body, BodyObserver.None);
        try
        {
            var blocks = observation.OpenAsync(cancellationToken);
            while (await blocks.MoveNextAsync().ConfigureAwait(false))
            {
                if (!blocks.Current.IsEmpty)
                    return new StartedBody(observation, blocks, hasBlock: true);
            }

            return new StartedBody(observation, blocks, hasBlock: false);
        }
        catch
        {
            try
            {
                await observation.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                // The first failure is the one to report.
            }

            throw;
        }
    }

    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (_hasBlock)
        {
            yield return _blocks.Current;
            _hasBlock = await _blocks.MoveNextAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _body.DisposeAsync();
}
