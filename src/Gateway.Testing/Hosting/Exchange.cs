using System.Diagnostics.CodeAnalysis;

namespace Gateway.Testing.Hosting;

/// <summary>One request and its response: builds the environ, runs the app, sends what it returns, lets go.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Nothing here holds a resource, and a client may leave, and read errors, after the end.")]
internal sealed class Exchange
{
    private readonly CancellationTokenSource _aborted = new();
    private readonly ErrorText _errors = new();
    private readonly TrailerFields _trailers = new();
    private readonly List<Func<Environ, string?, Exception?, ValueTask>> _finished = [];
    private readonly Environ _environ;
    private readonly RequestInput _input;
    private readonly ResponseState _response;
    private readonly SocketOffer? _socket;

    private Exchange(GatewayRequest request, RequestTarget target, SocketOffer? socket, CancellationToken stopping)
    {
        _socket = socket;
        _environ = RequestEnviron.Create(request, target);
        _input = new RequestInput(request.ContentStream ?? new MemoryStream(request.Content.ToArray(), writable: false), DeclaredLength(_environ), _aborted.Token);
        _response = new ResponseState(request.Method == "HEAD", _input, _errors.Write, _aborted.Token);
        Body = _response.Body;

        _environ.Input = _input;
        _environ.Errors = _errors;
        _environ.RequestAborted = _aborted.Token;
        _environ[EnvironKeys.Stopping] = stopping;
        _environ[EnvironKeys.ResponseFinished] = _finished;
        if (!request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal))
            _environ[EnvironKeys.Trailers] = _trailers;
        _environ.WebSocket = socket?.Handshake;
    }

    public Task<ResponseHead> Head => _response.Head;

    public Stream Body { get; }

    public GatewayHeaders Trailers => new(_trailers.Fields);

    public string Errors => _errors.ToString();

    /// <summary>Completes when everything has been closed and called. Never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public static Exchange Start(AppCall app, GatewayRequest request, RequestTarget target, SocketOffer? socket, CancellationToken stopping, CancellationToken left)
    {
        var exchange = new Exchange(request, target, socket, stopping);
        var registration = left.UnsafeRegister(static state => ((Exchange)state!).Abort(), exchange);

        // A thread of its own: a synchronous app blocks it, as it does a server's.
        exchange.Completion = Task.Run(() => exchange.RunAsync(app, request), CancellationToken.None)
            .ContinueWith(_ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return exchange;
    }

    public void Abort() => _aborted.Cancel();

    private async Task RunAsync(AppCall app, GatewayRequest request)
    {
        Exception? failure = null;
        try
        {
            var body = Refusal.Check(request, _environ) is var (status, reason)
                ? Refusal.Answer(status, reason, _response.Start)
                : await app.CallAsync(_environ, _response.Start).ConfigureAwait(false);
            await SendAsync(body).ConfigureAwait(false);
        }
        catch (RequestBodyException error) when (!_response.IsCommitted && !_response.IsGone)
        {
            // A server owes the client this answer, whatever the app makes of the failure.
            failure = error;
            _response.Withdraw();
            await SendAnswerAsync(error).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        await EndAsync(failure).ConfigureAwait(false);
    }

    private async ValueTask SendAsync(object body)
    {
        if (body is not WebSocketBody accepted)
        {
            await BodySender.SendAsync(body, _response, _errors.Write, _aborted.Token).ConfigureAwait(false);
            return;
        }

        if (_socket is null)
            throw new GatewayContractException("A WebSocket was accepted, but the request does not ask for one.");
        if (_response.Status is not null)
            throw new GatewayContractException("start_response was called for a WebSocket that was accepted: return Accept's body without it, or refuse with another body.");
        await _socket.RunAsync(accepted, _aborted).ConfigureAwait(false);
    }

    private async ValueTask SendAnswerAsync(RequestBodyException error)
    {
        var status = error.StatusCode switch { 408 => "408 Request Timeout", 413 => "413 Content Too Large", _ => "400 Bad Request" };
        try
        {
            await BodySender.SendAsync(Refusal.Answer(status, error.Message, _response.Start), _response, _errors.Write, _aborted.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client has left; so it did without an answer.
        }
    }

    private async ValueTask EndAsync(Exception? failure)
    {
        // An answer of this host's own is not the app's status.
        var answered = _response.HasAnswered && _response.IsCommitted;
        var status = answered || !_response.IsCommitted ? null : _response.Status;
        _trailers.End();
        _input.End();
        var reported = failure ?? (_response.IsGone ? new GatewayClientDisconnectedException("The client went away before the response was whole.") : null);
        for (var index = _finished.Count - 1; index >= 0; index--)
        {
            try
            {
                await _finished[index](_environ, status, reported).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                _errors.Write($"A callback of gateway.response_finished failed: {error}\n");
            }
        }

        _response.End(answered ? null : failure);
    }

    private static long? DeclaredLength(Environ environ) =>
        environ.TryGetValue(EnvironKeys.ContentLength, out var value) && long.TryParse((string?)value, out var length) ? length : environ.ContainsKey("HTTP_TRANSFER_ENCODING") ? null : 0;
}
