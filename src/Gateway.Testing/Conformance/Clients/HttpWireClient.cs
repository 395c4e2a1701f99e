using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>Speaks HTTP/1.0 or HTTP/1.1 over a connection, byte by byte, and tells apart every way a response can end.</summary>
/// <param name="connection">The connection, in clear or TLS.</param>
/// <param name="version">The version in the request line: <c>HTTP/1.1</c> or <c>HTTP/1.0</c>.</param>
/// <param name="reset">Resets the connection, like a client that crashed.</param>
public sealed class HttpWireClient(Stream connection, string version, Action reset)
{
    private readonly WireReader _reader = new(connection);

    /// <summary>Sends the request of the exchange and receives the response.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <returns>The response, with its follow-up where the connection still stands.</returns>
    public async Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var sending = SendAsync(exchange);
        var receiving = ReceiveAsync(exchange, exchange.Wire is { } wire ? wire.Split(' ')[0] : exchange.Method);
        if (exchange.AbortWhen is { } abort)
            await Task.WhenAny(abort, receiving).ConfigureAwait(false);
        if (exchange.AbortWhen is { IsCompleted: true })
        {
            reset();
            _ = receiving.ContinueWith(
                task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _ = sending.ContinueWith(
                task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return new ConformanceResponse(); // The client has left.
        }

        var response = await receiving.ConfigureAwait(false);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A server may stop reading the request.
        var mayGoOn = response is { IsComplete: true, StatusCode: not 101 } && version == "HTTP/1.1" && exchange.AbortWhen is null
            && !response.All("Connection").Contains("close", StringComparer.OrdinalIgnoreCase);
        if (exchange.IsFollowedUp && mayGoOn)
        {
            await WriteAsync("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n").ConfigureAwait(false);
            response.FollowUp = await ReceiveAsync(new ConformanceExchange(), "GET").ConfigureAwait(false);
        }

        return response;
    }

    private async Task SendAsync(ConformanceExchange exchange)
    {
        if (exchange.Wire is { } wire)
        {
            await WriteAsync(wire).ConfigureAwait(false);
            return;
        }

        List<(string Name, string Value)> headers = [.. exchange.Headers];
        if (!headers.Exists(header => header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)))
            headers.Insert(0, ("Host", "localhost"));
        if (exchange.Talk is not null)
        {
            headers.AddRange(
            [
                ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
                ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ]);
            if (exchange.SubProtocols.Count > 0)
                headers.Add(("Sec-WebSocket-Protocol", string.Join(", ", exchange.SubProtocols)));
        }

        if (exchange.IsChunked)
            headers.Add(("Transfer-Encoding", "chunked"));
        else if (exchange.Body.Count > 0 && !headers.Exists(header => header.Name == "Content-Length"))
            headers.Add(("Content-Length", exchange.Body.Sum(part => part.Bytes.Length).ToString(CultureInfo.InvariantCulture)));

        var fields = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        await WriteAsync($"{exchange.Method} {exchange.Target} {version}\r\n{fields}\r\n").ConfigureAwait(false);
        foreach (var part in exchange.Body)
        {
            if (part.After is { } after)
                await after.WaitAsync(Patience.Limit).ConfigureAwait(false);
            if (exchange.IsChunked)
                await WriteAsync($"{part.Bytes.Length:x}\r\n").ConfigureAwait(false);
            await connection.WriteAsync(part.Bytes).ConfigureAwait(false);
            if (exchange.IsChunked)
                await WriteAsync("\r\n").ConfigureAwait(false);
        }

        if (exchange.IsChunked)
            await WriteAsync("0\r\n\r\n").ConfigureAwait(false);
    }

    private async Task WriteAsync(string text)
    {
        await connection.WriteAsync(Encoding.Latin1.GetBytes(text)).ConfigureAwait(false);
        await connection.FlushAsync().ConfigureAwait(false);
    }

    private async Task<ConformanceResponse> ReceiveAsync(ConformanceExchange exchange, string method)
    {
        for (var interim = 0; ; interim++)
        {
            if (await _reader.LineAsync().ConfigureAwait(false) is not { Length: > 12 } statusLine)
                return new ConformanceResponse();
            var code = int.Parse(statusLine.AsSpan(9, 3), CultureInfo.InvariantCulture);
            if (await HeadersAsync().ConfigureAwait(false) is not { } headers)
                return new ConformanceResponse();
            if (code is >= 100 and < 200 and not 101)
                continue;

            var body = new ReceivedBody(exchange, code);
            body.Begin();
            var head = new ConformanceResponse { StatusCode = code, Headers = headers };
            var isComplete = code == 101
                ? await TalkAsync(exchange, head).ConfigureAwait(false)
                : await BodyAsync(body, head, method).ConfigureAwait(false);
            return new ConformanceResponse
            {
                StatusCode = code,
                Reason = statusLine.Length > 13 ? statusLine[13..] : "",
                Headers = headers,
                Bytes = body.Bytes,
                IsComplete = isComplete,
                InterimResponses = interim,
            };
        }
    }

    private async Task<List<(string Name, string Value)>?> HeadersAsync()
    {
        var headers = new List<(string, string)>();
        while (true)
        {
            var line = await _reader.LineAsync().ConfigureAwait(false);
            if (line is not { Length: > 0 })
                return line is null ? null : headers;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].Trim()));
        }
    }

    private async Task<bool> TalkAsync(ConformanceExchange exchange, ConformanceResponse head)
    {
        if (exchange.Talk is not { } talk)
            return false;
        using var socket = WebSocket.CreateFromStream(
            connection, isServer: false, head.Header("Sec-WebSocket-Protocol"), Timeout.InfiniteTimeSpan);
        await talk(socket).WaitAsync(Patience.Limit).ConfigureAwait(false);
        return true;
    }

    /// <summary>RFC 9112, 6.3.</summary>
    private async Task<bool> BodyAsync(ReceivedBody body, ConformanceResponse head, string method)
    {
        if (method == "HEAD" || head.StatusCode is 204 or 304)
            return true;
        if (head.Header("Transfer-Encoding") == "chunked")
            return await ChunksAsync(body).ConfigureAwait(false);
        if (head.Header("Content-Length") is { } length)
            return await BytesAsync(body, long.Parse(length, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await BytesAsync(body, long.MaxValue).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> ChunksAsync(ReceivedBody body)
    {
        while (true)
        {
            if (await _reader.LineAsync().ConfigureAwait(false) is not { Length: > 0 } line)
                return false;
            var size = long.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size > 0 && !await BytesAsync(body, size).ConfigureAwait(false))
                return false;
            if (await _reader.LineAsync().ConfigureAwait(false) is not "")
                return false;
            if (size == 0)
                return true;
        }
    }

    private async Task<bool> BytesAsync(ReceivedBody body, long count)
    {
        while (count > 0)
        {
            var bytes = await _reader.SomeAsync(count).ConfigureAwait(false);
            if (bytes.IsEmpty)
                return false;
            count -= bytes.Length;
            body.Add(bytes);
            if (body.IsAbandoned)
                return false;
        }

        return true;
    }
}
