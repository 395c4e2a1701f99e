using Gateway.Testing.Hosting;

namespace Gateway.Testing;

/// <summary>A response that is read while the app produces it. The app produces a block when the previous one has been read.</summary>
/// <remarks>Disposing it before the end acts like a client that leaves.</remarks>
public sealed class StreamingResponse : IAsyncDisposable
{
    private readonly InMemoryExchange _exchange;

    internal StreamingResponse(InMemoryExchange exchange, ReceivedHead head)
    {
        _exchange = exchange;
        Status = head.Status;
        Headers = new GatewayHeaders(head.Headers);
    }

    /// <summary>The status line's code and reason: <c>200 OK</c>.</summary>
    public string Status { get; }

    /// <summary>The status code.</summary>
    public int StatusCode => (Status[0] - '0') * 100 + (Status[1] - '0') * 10 + (Status[2] - '0');

    /// <summary>The headers.</summary>
    public GatewayHeaders Headers { get; }

    /// <summary>The body. Reading fails with <see cref="ResponseAbortedException"/> where the app fails.</summary>
    public Stream Body => _exchange.Body;

    /// <summary>The trailer fields; complete once the body has been read to its end.</summary>
    public GatewayHeaders Trailers => _exchange.Trailers;

    /// <summary>The text the app has written to <c>wsgi.errors</c> so far.</summary>
    public string Errors => _exchange.Errors;

    /// <summary>Completes when the body is closed and the callbacks after it have run. Never fails.</summary>
    public Task Completion => _exchange.Completion;

    /// <summary>Acts like a client whose connection is lost. The app's body is closed once the app returns;
    /// see <see cref="Completion"/>.</summary>
    public void Abort() => _exchange.Abort();

    /// <summary>Reads the rest of the body.</summary>
    /// <returns>The whole response, with the bytes that had not been read yet.</returns>
    /// <exception cref="ResponseAbortedException">The app failed.</exception>
    public async Task<GatewayResponse> ReadToEnd()
    {
        using var bytes = new MemoryStream();
        try
        {
            await Body.CopyToAsync(bytes).ConfigureAwait(false);
        }
        finally
        {
            await Completion.ConfigureAwait(false);
        }

        return new GatewayResponse(Status, Headers, bytes.ToArray(), Trailers, Errors);
    }

    /// <summary>Aborts the request unless the response has ended, and waits until the app has finished.</summary>
    /// <returns>Completes when the app has finished.</returns>
    public async ValueTask DisposeAsync()
    {
        Abort();
        await Completion.ConfigureAwait(false);
    }
}
