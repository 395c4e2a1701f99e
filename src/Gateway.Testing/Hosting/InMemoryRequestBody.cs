using Gateway.Hosting;

namespace Gateway.Testing.Hosting;

/// <summary>The request body of the in-memory client.</summary>
internal sealed class InMemoryRequestBody(Stream content, long? length, CancellationToken aborted) : RequestBody(length)
{
    protected override async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, aborted);
        return await content.ReadAsync(buffer, either.Token).ConfigureAwait(false);
    }

    protected override IOException? Translate(Exception error, CancellationToken cancellationToken) =>
        error is IOException || (error is OperationCanceledException && aborted.IsCancellationRequested) ? CutOff(error) : null;
}
