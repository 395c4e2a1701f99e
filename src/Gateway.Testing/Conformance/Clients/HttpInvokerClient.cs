using System.Net;
using System.Net.WebSockets;

namespace Gateway.Testing.Conformance;

/// <summary>Runs an exchange through an <see cref="HttpMessageInvoker"/>:
/// for HTTP/2, and for hosts that have a handler instead of a socket.</summary>
/// <param name="invoker">Sends requests; without cookies, redirects and decompression of its own.</param>
/// <param name="address">Where the host is.</param>
/// <param name="version">The HTTP version to ask for, and no other.</param>
public sealed class HttpInvokerClient(HttpMessageInvoker invoker, Uri address, Version version)
{
    /// <summary>Connects the WebSocket of an exchange. Null: <see cref="ClientWebSocket"/> does.</summary>
    public Func<ConformanceExchange, Task<WebSocket>>? ConnectWebSocket { get; init; }

    /// <summary>Sends the request of the exchange and receives the response.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <returns>The response, with its follow-up.</returns>
    public async Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (exchange.Talk is not null)
            return await TalkAsync(exchange).ConfigureAwait(false);
        var response = await SendAsync(exchange).ConfigureAwait(false);
        if (exchange.IsFollowedUp && exchange.AbortWhen is null && response.StatusCode > 0)
            response.FollowUp = await SendAsync(new ConformanceExchange { Target = "/ok" }).ConfigureAwait(false);
        return response;
    }

    private async Task<ConformanceResponse> SendAsync(ConformanceExchange exchange)
    {
        using var left = new CancellationTokenSource();
        using var request = ToMessage(exchange);
        var leaving = LeaveAsync(exchange.AbortWhen, left);
        HttpResponseMessage message;
        try
        {
            message = await invoker.SendAsync(request, left.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return new ConformanceResponse();
        }

        using (message)
            return await ReceiveAsync(exchange, message, left.Token).ConfigureAwait(false);
    }

    private static async Task LeaveAsync(Task? abortWhen, CancellationTokenSource left)
    {
        if (abortWhen is null)
            return;
        await abortWhen.ConfigureAwait(false);
        await left.CancelAsync().ConfigureAwait(false);
    }

    private HttpRequestMessage ToMessage(ConformanceExchange exchange)
    {
        var message = new HttpRequestMessage(
            new HttpMethod(exchange.Method), new Uri(address.GetLeftPart(UriPartial.Authority) + exchange.Target))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (exchange.Body.Count > 0 || exchange.IsChunked)
            message.Content = new PartsContent(exchange);
        foreach (var (name, value) in exchange.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static async Task<ConformanceResponse> ReceiveAsync(
        ConformanceExchange exchange, HttpResponseMessage message, CancellationToken left)
    {
        var body = new ReceivedBody(exchange, (int)message.StatusCode);
        body.Begin();
        var isComplete = true;
        try
        {
            var stream = await message.Content.ReadAsStreamAsync(left).ConfigureAwait(false);
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, left).AsTask().WaitAsync(Patience.Limit, CancellationToken.None).ConfigureAwait(false)
                is > 0 and var read)
            {
                body.Add(buffer.AsMemory(0, read));
                if (body.IsAbandoned)
                    throw new OperationCanceledException();
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException
            || error.InnerException is not null)
        {
            isComplete = false; // TestServer hands the app's own exception through.
        }

        return new ConformanceResponse
        {
            StatusCode = (int)message.StatusCode,
            Reason = message.Version.Major < 2 ? message.ReasonPhrase : null,
            Headers = [.. Flatten(message.Headers), .. Flatten(message.Content.Headers)],
            Trailers = [.. Flatten(message.TrailingHeaders)],
            Bytes = body.Bytes,
            IsComplete = isComplete,
        };
    }

    private static IEnumerable<(string, string)> Flatten(System.Net.Http.Headers.HttpHeaders headers) =>
        headers.NonValidated.SelectMany(header => header.Value.Select(value => (header.Key, value)));

    private async Task<ConformanceResponse> TalkAsync(ConformanceExchange exchange)
    {
        WebSocket socket;
        try
        {
            socket = await (ConnectWebSocket ?? ConnectAsync)(exchange).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or InvalidOperationException)
        {
            // ClientWebSocket reports only the status of a refusal.
            var status = error.Data["status"] as int? ?? StatusIn(error.Message);
            return new ConformanceResponse { StatusCode = status, IsComplete = true };
        }

        using (socket)
        {
            await exchange.Talk!(socket).WaitAsync(Patience.Limit).ConfigureAwait(false);
            return new ConformanceResponse
            {
                StatusCode = 101,
                IsComplete = true,
                Headers = socket.SubProtocol is { } selected ? [("Sec-WebSocket-Protocol", selected)] : [],
            };
        }
    }

    private async Task<WebSocket> ConnectAsync(ConformanceExchange exchange)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var subProtocol in exchange.SubProtocols)
            socket.Options.AddSubProtocol(subProtocol);
        var target = new Uri(address.GetLeftPart(UriPartial.Authority) + exchange.Target);
        var url = new UriBuilder(target) { Scheme = address.Scheme == "https" ? "wss" : "ws" };
        try
        {
            await socket.ConnectAsync(url.Uri, invoker, CancellationToken.None).WaitAsync(Patience.Limit).ConfigureAwait(false);
            return socket;
        }
        catch (WebSocketException error)
        {
            error.Data["status"] = (int)socket.HttpStatusCode;
            throw;
        }
    }

    // TestServer's client reports the status only in its message.
    private static int StatusIn(string message)
    {
        var digits = new string([.. message.Where(char.IsAsciiDigit)]);
        return digits.Length >= 3 ? int.Parse(digits.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
