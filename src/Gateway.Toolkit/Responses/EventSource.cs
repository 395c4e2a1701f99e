using System.IO.Pipelines;

namespace Gateway.Toolkit;

/// <summary>Writes a stream of events until it ends, the client goes, or the server begins to stop.</summary>
/// <param name="write">Writes the events.</param>
internal sealed class EventSource(Func<Stream, CancellationToken, Task> write) : IBodySource
{
    // A comment (WHATWG HTML, 9.2.5): the client learns at once that the stream is open, however long the first event takes.
    private static readonly byte[] Opening = ":\n\n"u8.ToArray();

    public Body Open(Environ environ)
    {
        // A server that stops would wait for a stream without end.
        var stopping = environ.TryGetValue(EnvironKeys.Stopping, out var value) && value is CancellationToken token ? token : default;
        return Body.Write((writer, cancellationToken) => WriteAsync(writer, stopping, cancellationToken));
    }

    private async Task WriteAsync(PipeWriter writer, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var output = writer.AsStream(leaveOpen: true);
        try
        {
            await output.WriteAsync(Opening, ending.Token).ConfigureAwait(false);
            await write(output, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The client reconnects, to whatever server there is then.
        }
    }
}
