using System.Runtime.ExceptionServices;
using System.Text;
using Gateway.Cgi.Requests;

namespace Gateway.Cgi.Responses;

/// <summary>The response of the one request: what start_response said, and how much of the body may still come.</summary>
/// <remarks>This part is the head (PEP 3333, "The start_response() Callable") and the host's own answers; CgiResponse.Body.cs sends.</remarks>
internal sealed partial class CgiResponse(Stream output, bool isHead, bool mayBlock, RequestInput input, ErrorWriter log, CancellationTokenSource aborted) : IBodyWriter
{
    private ResponsePhase _phase;
    private CgiHead? _head;
    private byte[] _unsentHead = [];
    private long _left = long.MaxValue;
    private bool _hasReturned;
    private bool _hasAnswered;

    public bool IsCommitted => _phase is ResponsePhase.Committed or ResponsePhase.FailedLate;

    /// <summary>Whether nobody takes the response any more.</summary>
    public bool IsGone => aborted.IsCancellationRequested;

    /// <summary>Whether all of the response was handed over.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The status the app gave to start_response and the client got; null where the host answered in its place, or nobody did.</summary>
    public string? AppStatus { get; private set; }

    private bool IsBodiless => isHead || _head!.Code is 204 or 205 or 304;

    /// <summary>The start_response of this request.</summary>
    public IBodyWriter Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception = null)
    {
        if (_phase == ResponsePhase.Ended)
            throw new GatewayContractException("start_response was called after the response had ended.");
        if (exception is not null && IsCommitted)
        {
            _phase = ResponsePhase.FailedLate;
            ExceptionDispatchInfo.Throw(exception);
        }

        if (exception is null && _phase != ResponsePhase.Waiting)
            throw new GatewayContractException("start_response was called a second time without an exception (PEP 3333, \"The start_response() Callable\").");

        (_phase, _head) = (ResponsePhase.Refused, null);
        _head = new CgiHead(status, headers);
        _phase = ResponsePhase.Started;
        return this;
    }

    /// <summary>Answers in the app's place, to a failure of its own or of the request's body. Never fails.</summary>
    public ValueTask AnswerAsync(RequestBodyException? error) => error?.StatusCode switch
    {
        null => AnswerAsync("500 Internal Server Error", "The server could not answer this request: the application failed."),
        408 => AnswerAsync("408 Request Timeout", error.Message),
        413 => AnswerAsync("413 Content Too Large", error.Message),
        _ => AnswerAsync("400 Bad Request", error.Message),
    };

    /// <summary>Answers in the app's place. Never fails.</summary>
    public async ValueTask AnswerAsync(string status, string reason)
    {
        _hasAnswered = true;
        var block = Encoding.UTF8.GetBytes(reason + "\n");
        (_phase, _head) = (ResponsePhase.Started, new CgiHead(status, [("Content-Type", "text/plain; charset=utf-8")]));
        try
        {
            Commit(block.Length);
            await TransmitAsync(IsBodiless ? default : block).ConfigureAwait(false);
            IsWhole = !IsGone;
        }
        catch (IOException error)
        {
            log.Report($"The answer {status} could not be sent: {error.Message}");
        }
    }

    /// <summary>The response has ended: start_response and write fail from here on.</summary>
    public void End()
    {
        AppStatus = IsCommitted && !_hasAnswered ? _head!.Status : null;
        _phase = ResponsePhase.Ended;
    }

    /// <summary>Settles the head. It is sent with the first bytes of the body, in one write, or at the end.</summary>
    private void Commit(long? length)
    {
        if (_phase is ResponsePhase.Waiting or ResponsePhase.Refused)
        {
            throw new GatewayContractException(_phase == ResponsePhase.Refused
                ? "start_response failed, and the app went on as if it had not."
                : "The app produced its response without calling start_response (PEP 3333, \"The start_response() Callable\").");
        }

        if (_phase != ResponsePhase.Started)
            return;
        _phase = ResponsePhase.Committed;
        _head!.Settle(length, isHead);
        _left = _head.ContentLength ?? long.MaxValue;
        _unsentHead = _head.ToBytes();
    }

    /// <summary>What has gone wrong behind the app's back ends the response, however the app took it.</summary>
    private void ThrowIfSpoilt()
    {
        if (_phase == ResponsePhase.FailedLate)
            throw new GatewayContractException("The app swallowed the exception that start_response had thrown again: the response it spoiled cannot go on (PEP 3333, \"Error Handling\").");

        // A broken request was not understood. An app that noticed may say so in its own words, and no more.
        if (input.Failure is { } failure && !(_head?.Code >= 400))
            ExceptionDispatchInfo.Throw(failure);
    }
}
