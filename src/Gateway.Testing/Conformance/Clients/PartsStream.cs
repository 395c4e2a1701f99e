using System.IO.Pipelines;

namespace Gateway.Testing.Conformance;

/// <summary>The body of an exchange as a stream, which waits for <see cref="BodyPart.After"/>.</summary>
internal static class PartsStream
{
    public static Stream Open(ConformanceExchange exchange)
    {
        var pipe = new Pipe();
        _ = FillAsync(exchange, pipe.Writer);
        return pipe.Reader.AsStream();
    }

    private static async Task FillAsync(ConformanceExchange exchange, PipeWriter writer)
    {
        foreach (var part in exchange.Body)
        {
            if (part.After is { } after)
                await after.ConfigureAwait(false);
            await writer.WriteAsync(part.Bytes).ConfigureAwait(false);
        }

        await writer.CompleteAsync().ConfigureAwait(false);
    }
}
