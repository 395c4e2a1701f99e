using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gateway.Hosting;

namespace Gateway.Testing.Hosting;

/// <summary>One request and its response: builds the environ, runs the app, sends the body, releases the request.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Nothing here holds a resource, and a client may leave, and read errors, after the end.")]
internal sealed class InMemoryExchange
{
    private readonly CancellationTokenSource _aborted = new();
    private readonly StringBuilder _errors = new();
    private readonly ErrorLines _log;
    private readonly TrailerFields _trailers = new();
    private readonly List<Func<Environ, string?, Exception?, ValueTask>> _finished = [];
    private readonly Environ _environ;
    private readonly InMemoryRequestBody _input;
    private readonly InMemoryResponse _response;

    private InMemoryExchange(GatewayRequest request, RequestTarget target, SocketOffer? socket, CancellationToken stopping)
    {
        _environ = InMemoryEnviron.Create(request, target);
        _log = new ErrorLines(AppendError);
        var content = request.ContentStream ?? new MemoryStream(request.Content.ToArray(), writable: false);
        _input = new InMemoryRequestBody(content, DeclaredLength(_environ), _aborted.Token);
        _response = new InMemoryResponse(request.Method == "HEAD", _input, _log, socket, _aborted);
        Body = _response.Body;

        _environ.Input = _input;
        _environ.Errors = _log;
        _environ.RequestAborted = _aborted.Token;
        _environ[EnvironKeys.Stopping] = stopping;
        _environ[EnvironKeys.ResponseFinished] = _finished;
        if (!request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal))
            _environ[EnvironKeys.Trailers] = _trailers;
        _environ.WebSocket = socket?.Handshake;
    }

    public Task<ReceivedHead> Head => _response.Head;

    public Stream Body { get; }

    public GatewayHeaders Trailers => new(_trailers.Fields);

    public string Errors
    {
        get
        {
            _log.Flush();
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Completes when the body is closed and the callbacks have run. Never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public static InMemoryExchange Start(
        AppCall app, GatewayRequest request, RequestTarget target, SocketOffer? socket, CancellationToken stopping, CancellationToken left)
    {
        var exchange = new InMemoryExchange(request, target, socket, stopping);
        var registration = left.UnsafeRegister(static state => ((InMemoryExchange)state!).Abort(), exchange);

        // A synchronous app may block, so it gets its own thread.
        exchange.Completion = Task.Run(() => exchange.RunAsync(app, request), CancellationToken.None)
            .ContinueWith(
                _ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return exchange;
    }

    public void Abort() => _aborted.Cancel();

    private async Task RunAsync(AppCall app, GatewayRequest request)
    {
        Exception? failure = null;
        try
        {
            if (Check(request) is { } refusal)
                await _response.AnswerAsync(refusal.StatusCode, refusal.Message).ConfigureAwait(false);
            else
                await app(_environ, _response).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
            await SettleAsync(error).ConfigureAwait(false);
        }

        await EndAsync(failure).ConfigureAwait(false);
    }

    private RequestRefusal? Check(GatewayRequest request)
    {
        if ((RequestRules.CheckTarget(request.Method, request.Target) ?? RequestRules.CheckPath(_environ.PathInfo)) is { } refused)
            return refused;

        var rules = new RequestRules();
        foreach (var (name, value) in request.Headers)
        {
            if (rules.CheckHeader(name, value) is { } refusal)
                return refusal;
        }

        return null;
    }

    // Refusals become responses, as on a server. A failure that a server would log is thrown in the test.
    private async ValueTask SettleAsync(Exception error)
    {
        var outcome = FailurePolicy.Decide(error, _response.IsHeadSent, _aborted.IsCancellationRequested, showsTruncation: true);
        if (outcome.Kind != OutcomeKind.Answer)
            return;
        try
        {
            await _response.AnswerAsync(outcome.StatusCode, outcome.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client left without reading the response.
        }
    }

    private async ValueTask EndAsync(Exception? failure)
    {
        var isAnswered = _response.HasAnswered && _response.IsHeadSent;
        var status = _response.AppStatus;
        _trailers.End();
        _input.End();
        var reported = failure
            ?? (_aborted.IsCancellationRequested
                ? new GatewayClientDisconnectedException("The client left before the response was complete.")
                : null);
        await ResponseFinished.RunAsync(_finished, _environ, status, reported, Report).ConfigureAwait(false);
        _response.End(isAnswered ? null : failure);
    }

    private void Report(Exception error) => _log.WriteLine($"A callback of gateway.response_finished failed: {error}");

    private void AppendError(string line)
    {
        lock (_errors)
            _errors.Append(line).Append('\n');
    }

    private static long? DeclaredLength(Environ environ)
    {
        if (environ.TryGetValue(EnvironKeys.ContentLength, out var value) && long.TryParse((string?)value, out var length))
            return length;
        return environ.ContainsKey("HTTP_TRANSFER_ENCODING") ? null : 0;
    }
}
