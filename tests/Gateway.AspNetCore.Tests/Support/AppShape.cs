namespace Gateway.AspNetCore.Tests.Support;

/// <summary>The shape a test's app is served in. Public because xunit hands it to the tests.</summary>
public enum AppShape
{
    Sync,
    Async,
}

internal static class AsyncShape
{
    /// <summary>Makes a truly asynchronous app of one written synchronously: it awaits before the call and before each block.</summary>
    /// <remarks>Not <c>ToAsync</c>: a host may see through that, and these tests want its asynchronous way.</remarks>
    public static AsyncGatewayApp Of(GatewayApp app) => async (environ, startResponse) =>
    {
        await Task.Yield();
        return app(environ, startResponse) switch
        {
            null => null!,
            IAsyncEnumerable<ReadOnlyMemory<byte>> asynchronous => asynchronous,
            var body => new AsyncBody(body),
        };
    };

    private sealed class AsyncBody(IEnumerable<ReadOnlyMemory<byte>> body) : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
    {
        public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new Enumerator(body.GetEnumerator());

        public ValueTask DisposeAsync()
        {
            (body as IDisposable)?.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Enumerator(IEnumerator<ReadOnlyMemory<byte>> blocks) : IAsyncEnumerator<ReadOnlyMemory<byte>>
    {
        public ReadOnlyMemory<byte> Current => blocks.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            await Task.Yield();
            return blocks.MoveNext();
        }

        public ValueTask DisposeAsync()
        {
            blocks.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
