using System.IO.Pipelines;

namespace Gateway.Toolkit;

/// <summary>The callback of a watched <see cref="WriterBody"/>.</summary>
internal sealed class WatchedPush(MiddlewareCall call, WriterBody body)
{
    public async Task RunAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        var watched = new WatchedPipeWriter(call, writer);
        Body answer;
        try
        {
            await body.Writer(watched, cancellationToken).ConfigureAwait(false);
            call.SendingThrough(0);
            return;
        }
        catch (Exception error) when (!watched.HasWritten)
        {
            if (call.AnswerFailure(error) is not { } page)
                throw;
            answer = page;
        }

        using (answer)
        {
            await foreach (var block in answer.WithCancellation(cancellationToken).ConfigureAwait(false))
                await writer.WriteAsync(block, cancellationToken).ConfigureAwait(false);
        }
    }
}
