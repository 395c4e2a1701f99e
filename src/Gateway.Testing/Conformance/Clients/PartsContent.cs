using System.Net;

namespace Gateway.Testing.Conformance;

/// <summary>The body of an exchange as HttpClient sends it.</summary>
internal sealed class PartsContent(ConformanceExchange exchange) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var part in exchange.Body)
        {
            if (part.After is { } after)
            {
                // The bytes so far must leave before this waits for the server.
                await stream.FlushAsync().ConfigureAwait(false);
                await after.WaitAsync(Patience.Limit).ConfigureAwait(false);
            }

            await stream.WriteAsync(part.Bytes).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = exchange.Body.Sum(part => (long)part.Bytes.Length);
        return !exchange.IsChunked;
    }
}
