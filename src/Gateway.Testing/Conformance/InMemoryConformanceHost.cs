using System.Globalization;

namespace Gateway.Testing.Conformance;

/// <summary>Runs the suite on <see cref="GatewayClient"/>. An exception before the head counts as a server's 500.</summary>
public sealed class InMemoryConformanceHost : IConformanceHost
{
    private GatewayClient? _client;

    /// <summary>The capabilities of the in-memory client.</summary>
    public const HostCapabilities Capabilities = HostCapabilities.RawTarget | HostCapabilities.ReasonPhrase | HostCapabilities.Trailers
        | HostCapabilities.Disconnect | HostCapabilities.WebSocket | HostCapabilities.PeerAddress | HostCapabilities.RepeatedHeaders
        | HostCapabilities.EmptyHeaders | HostCapabilities.FailureCompletion | HostCapabilities.Unlinted;

    /// <inheritdoc/>
    public Task StartAsync(GatewayApp app)
    {
        _client = new GatewayClient(app);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(AsyncGatewayApp app)
    {
        _client = new GatewayClient(app);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (exchange.Talk is not null)
            return await TalkAsync(exchange).ConfigureAwait(false);
        var response = await SendAsync(exchange).ConfigureAwait(false);
        if (exchange.IsFollowedUp && exchange.AbortWhen is null)
            response.FollowUp = await SendAsync(new ConformanceExchange { Target = "/ok" }).ConfigureAwait(false);
        return response;
    }

    /// <inheritdoc/>
    public Task StopAsync() => Task.CompletedTask;

    private async Task<ConformanceResponse> SendAsync(ConformanceExchange exchange)
    {
        using var left = new CancellationTokenSource();
        exchange.AbortWhen?.ContinueWith(_ => left.Cancel(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        List<(string Name, string Value)> headers = [.. exchange.Headers];
        if (exchange.Body.Count > 0 && !exchange.IsChunked && !headers.Exists(header => header.Name == "Content-Length"))
            headers.Add(("Content-Length", exchange.Body.Sum(part => part.Bytes.Length).ToString(CultureInfo.InvariantCulture)));
        var request = new GatewayRequest(exchange.Method, exchange.Target)
        {
            Headers = headers,
            ContentStream = exchange.Body.Count > 0 || exchange.IsChunked ? PartsStream.Open(exchange) : null,
            Protocol = "HTTP/2", // The only version with every capability.
        };
        try
        {
            var streaming = await _client!.Open(request, left.Token).ConfigureAwait(false);
            await using var open = streaming.ConfigureAwait(false);
            return await ReceiveAsync(exchange, streaming).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return new ConformanceResponse();
        }
#pragma warning disable CA1031 // An app may throw anything; a server always responds 500.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new ConformanceResponse { StatusCode = 500, Reason = "Internal Server Error", IsComplete = true };
        }
    }

    private static async Task<ConformanceResponse> ReceiveAsync(ConformanceExchange exchange, StreamingResponse streaming)
    {
        var body = new ReceivedBody(exchange, streaming.StatusCode);
        body.Begin();
        var isComplete = true;
        try
        {
            var buffer = new byte[16 * 1024];
            while (await streaming.Body.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
                body.Add(buffer.AsMemory(0, read));
        }
        catch (ResponseAbortedException)
        {
            isComplete = false;
        }

        await streaming.Completion.ConfigureAwait(false);
        return new ConformanceResponse
        {
            StatusCode = streaming.StatusCode,
            Reason = streaming.Status[4..],
            Headers = streaming.Headers,
            Trailers = streaming.Trailers,
            Bytes = body.Bytes,
            IsComplete = isComplete,
        };
    }

    private async Task<ConformanceResponse> TalkAsync(ConformanceExchange exchange)
    {
        try
        {
            using var socket = await _client!.ConnectWebSocket(exchange.Target, exchange.SubProtocols).ConfigureAwait(false);
            await exchange.Talk!(socket).WaitAsync(Patience.Limit).ConfigureAwait(false);
            return new ConformanceResponse
            {
                StatusCode = 101,
                IsComplete = true,
                Headers = socket.SubProtocol is { } selected ? [("Sec-WebSocket-Protocol", selected)] : [],
            };
        }
        catch (WebSocketRefusedException refused)
        {
            return new ConformanceResponse
            {
                StatusCode = refused.Response!.StatusCode,
                IsComplete = true,
                Bytes = refused.Response.Bytes,
                Headers = refused.Response.Headers,
            };
        }
    }
}
