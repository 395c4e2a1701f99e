using System.Globalization;
using System.IO.Pipelines;
using Gateway.Cgi.Tests.Support;
using Gateway.Testing.Conformance;

namespace Gateway.Cgi.Tests.Conformance;

/// <summary>Runs the suite on <see cref="CgiHost"/>, playing the web server: a CgiHost per request, meta-variables in, the CGI response
/// out.</summary>
/// <remarks>The server it plays lets <c>%2F</c> stand (as Apache's <c>AllowEncodedSlashes NoDecode</c>), drops header names with other
/// characters than letters, digits and <c>-</c> (as nginx and Apache), passes a chunked body on decoded (as Apache), sends SIGTERM when the
/// client leaves (as all do), and takes an exit code other than 0, or a body short of its length, for a response that was cut
/// off.</remarks>
internal sealed class CgiConformanceHost : IConformanceHost
{
    public const HostCapabilities Capabilities = HostCapabilities.ReasonPhrase | HostCapabilities.Disconnect | HostCapabilities.PeerAddress
        | HostCapabilities.EmptyHeaders | HostCapabilities.FailureCompletion | HostCapabilities.Unlinted;

    private readonly List<Task> _running = [];
    private Func<CgiHost, CancellationToken, Task<int>> _run = (_, _) =>
        throw new InvalidOperationException("The host has not been started.");

    public Task StartAsync(GatewayApp app)
    {
        _run = (host, stopping) => host.RunAsync(app, stopping);
        return Task.CompletedTask;
    }

    public Task StartAsync(AsyncGatewayApp app)
    {
        _run = (host, stopping) => host.RunAsync(app, stopping);
        return Task.CompletedTask;
    }

    public async Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange)
    {
        var response = await SendAsync(exchange);
        if (exchange.IsFollowedUp && exchange.AbortWhen is null)
            response.FollowUp = await SendAsync(new ConformanceExchange { Target = "/ok" });
        return response;
    }

    public Task StopAsync() => Task.WhenAll(_running).WaitAsync(TestTimeout.Limit);

    private async Task<ConformanceResponse> SendAsync(ConformanceExchange exchange)
    {
        var left = new CancellationTokenSource();
        var output = new ClientOutput();
        using var errors = new MemoryStream();
        var host = new CgiHost(Variables(exchange), Input(exchange, left.Token), output, errors);

        // A thread of its own, as a process has: a synchronous app blocks it.
        var run = Task.Factory.StartNew(
            () => _run(host, left.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        _running.Add(run);
        _ = run.ContinueWith(_ => output.End(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        var received = ReceiveAsync(exchange, output.Reader);
        if (exchange.AbortWhen is { } abort && await Task.WhenAny(abort, received) == abort)
        {
            output.Reader.CancelPendingRead();
            await received;
            await output.Reader.CompleteAsync();
            await left.CancelAsync();
            return new ConformanceResponse();
        }

        return Understand(await received, await run, exchange.Method);
    }

    private static async Task<byte[]> ReceiveAsync(ConformanceExchange exchange, PipeReader reader)
    {
        using var all = new MemoryStream();
        while (true)
        {
            var result = await reader.ReadAsync();
            foreach (var block in result.Buffer)
                all.Write(block.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCanceled)
                return [];
            if (CgiAnswer.Parse(
                all.ToArray()[..(int)Math.Min(all.Length, 8192)], exitCode: 0, "") is { Status: { Length: > 2 } status } answer)
                exchange.OnReceived?.Invoke(int.Parse(status.AsSpan(0, 3), CultureInfo.InvariantCulture), answer.Text);
            if (result.IsCompleted)
                return all.ToArray();
        }
    }

    private static ConformanceResponse Understand(byte[] output, int exitCode, string method)
    {
        var answer = CgiAnswer.Parse(output, exitCode, "");
        if (answer.Status.Length == 0)
            return new ConformanceResponse();

        var code = int.Parse(answer.Status.AsSpan(0, 3), CultureInfo.InvariantCulture);
        var isBodiless = method == "HEAD" || code is 204 or 205 or 304;
        var length = answer.Header("Content-Length") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : (long?)null;
        if (isBodiless || length < answer.Bytes.Length)
            answer.Bytes.Length.ShouldBeLessThanOrEqualTo(isBodiless ? 0 : (int)length!, "a web server need not be able to repair it");
        return new ConformanceResponse
        {
            StatusCode = code,
            Reason = answer.Status[4..],
            Headers = answer.Headers,
            Bytes = answer.Bytes,
            IsComplete = exitCode == 0 && (isBodiless || length is null || length == answer.Bytes.Length),
        };
    }

    private static Dictionary<string, string> Variables(ConformanceExchange exchange)
    {
        var parsed = Environ.ForRequest(exchange.Method, exchange.Target);
        var variables = CgiRequest.Get(
            ("REQUEST_METHOD", exchange.Method),
            ("PATH_INFO", parsed.PathInfo),
            ("QUERY_STRING", parsed.QueryString),
            ("REQUEST_URI", exchange.Target)).Environment;
        foreach (var (name, value) in exchange.Headers)
        {
            if (name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '-'))
                continue;
            var key = name.ToUpperInvariant().Replace('-', '_');
            if (key is not ("CONTENT_TYPE" or "CONTENT_LENGTH"))
                key = "HTTP_" + key;
            var separator = key == "HTTP_COOKIE" ? "; " : ",";
            variables[key] = key != "HTTP_HOST" && variables.TryGetValue(key, out var earlier) ? earlier + separator + value : value;
        }

        if (exchange.IsChunked)
            variables["HTTP_TRANSFER_ENCODING"] = "chunked";
        else if (exchange.Body.Count > 0)
            variables.TryAdd("CONTENT_LENGTH", exchange.Body.Sum(part => part.Bytes.Length).ToString(CultureInfo.InvariantCulture));
        return variables;
    }

    private static Stream Input(ConformanceExchange exchange, CancellationToken left)
    {
        var pipe = new Pipe();
        _ = FillAsync();
        return pipe.Reader.AsStream();

        async Task FillAsync()
        {
            foreach (var part in exchange.Body)
            {
                // Whoever has left sends nothing more, and the pipe is closed.
                if (part.After is { } after)
                    await Task.WhenAny(after, Task.Delay(Timeout.Infinite, left));
                if (left.IsCancellationRequested)
                    break;
                await pipe.Writer.WriteAsync(part.Bytes, CancellationToken.None);
            }

            await pipe.Writer.CompleteAsync();
        }
    }
}
