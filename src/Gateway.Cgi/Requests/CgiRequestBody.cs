using Gateway.Hosting;

namespace Gateway.Cgi.Requests;

/// <summary>The request body on standard input: <c>CONTENT_LENGTH</c> bytes (RFC 3875, 4.2), or all of it where the server sends a chunked
/// body decoded.</summary>
internal sealed class CgiRequestBody(Stream input, long? length, CancellationToken aborted) : RequestBody(length)
{
    protected override async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) // A synchronous read: this thread may wait for standard input.
            return input.Read(buffer.Span);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, aborted);
        return await input.ReadAsync(buffer, either.Token).ConfigureAwait(false);
    }

    protected override IOException? Translate(Exception error, CancellationToken cancellationToken) =>
        error is IOException || (error is OperationCanceledException && aborted.IsCancellationRequested) ? CutOff(error) : null;
}
