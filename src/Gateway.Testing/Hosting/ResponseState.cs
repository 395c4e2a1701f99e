using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Gateway.Testing.Hosting;

/// <summary>The response of one request, from start_response to its end. A block is handed over when the client has read it.</summary>
internal sealed class ResponseState(bool isHead, RequestInput input, Action<string> report, CancellationToken aborted) : IBodyWriter
{
    private enum Phase
    {
        /// <summary>start_response has not been called.</summary>
        Waiting,

        /// <summary>start_response was called, and refused what it was given.</summary>
        Refused,

        /// <summary>Status and headers are stored; they can still be replaced.</summary>
        Started,

        /// <summary>The client has the head.</summary>
        Committed,

        /// <summary>The client has the head, and start_response was called with an exception: nothing may follow.</summary>
        FailedLate,

        /// <summary>Nothing may happen any more.</summary>
        Ended,
    }

    // Nothing is buffered: a flush completes when the client has read what was written before it.
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private readonly TaskCompletionSource<ResponseHead> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Phase _phase;
    private List<(string Name, string Value)> _headers = [];
    private int _code;
    private long? _left;
    private bool _hasReturned;

    public Task<ResponseHead> Head => _head.Task;

    public Stream Body => new ResponseStream(_pipe.Reader.AsStream());

    /// <summary>The status given to start_response; null while there is none.</summary>
    public string? Status { get; private set; }

    public bool IsCommitted => _phase is Phase.Committed or Phase.FailedLate;

    /// <summary>Whether no block is of any use any more: the client has gone, or has all it may get.</summary>
    public bool IsOver => IsGone || (_phase == Phase.Committed && (IsBodiless || _left == 0));

    public bool IsGone => aborted.IsCancellationRequested;

    private bool IsBodiless => isHead || _code is 204 or 205 or 304;

    public IBodyWriter Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        if (_phase == Phase.Ended)
            throw new GatewayContractException("start_response was called after the response had ended.");
        if (exception is not null && IsCommitted)
        {
            _phase = Phase.FailedLate;
            ExceptionDispatchInfo.Throw(exception);
        }

        if (exception is null && _phase != Phase.Waiting)
            throw new GatewayContractException("start_response was called a second time without an exception (PEP 3333, \"The start_response() Callable\").");

        (_phase, Status) = (Phase.Refused, null);
        _code = ResponseValidator.ValidateStatus(status);
        // Copied before it is checked: the app's list may be anything.
        _headers = [.. headers ?? throw new GatewayContractException("The header list is null; pass an empty list for no headers.")];
        _left = ResponseValidator.ValidateHeaders(_headers);
        (_phase, Status) = (Phase.Started, status);
        return this;
    }

    public void Write(ReadOnlySpan<byte> block)
    {
        if (_phase == Phase.Ended)
            throw new GatewayContractException("write was called after the response had ended.");
        if (_hasReturned)
            throw new GatewayContractException("write was called after the app had returned its body; produce a block instead (PEP 3333, \"The write() Callable\").");

        ThrowIfSpoilt();
        Commit(length: null);
        var excess = IsBodiless ? 0 : block.Length - Math.Min(block.Length, _left ?? long.MaxValue);
        var sent = SendAsync(block.ToArray());
        if (sent.IsCompleted)
            sent.GetAwaiter().GetResult();
        else
            sent.AsTask().GetAwaiter().GetResult();
        if (IsGone)
            throw new OperationCanceledException("The client has gone.", aborted);
        if (excess > 0)
            throw new GatewayContractException($"write was given {excess} bytes more than the Content-Length the app declared.");
    }

    /// <summary>The app has returned its body: blocks come from there now.</summary>
    public void Returned() => _hasReturned = true;

    /// <summary>Hands a block over. An empty one sends nothing, not even the head.</summary>
    public async ValueTask SendBlockAsync(ReadOnlyMemory<byte> block, long? wholeLength)
    {
        ThrowIfSpoilt();
        if (block.IsEmpty)
            return;
        Commit(wholeLength);
        await SendAsync(block).ConfigureAwait(false);
    }

    /// <summary>The end of the body: the head goes out if nothing else did, and what was promised must have come.</summary>
    public void Finish()
    {
        if (IsGone)
            return;
        ThrowIfSpoilt();
        Commit(length: 0);
        if (_left > 0 && !IsBodiless)
            throw new GatewayContractException($"The body ended {_left} bytes short of the Content-Length the app declared.");
    }

    /// <summary>Whether this host answered in the app's place.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Takes back what start_response said, so that this host can answer in the app's place.</summary>
    public void Withdraw()
    {
        (_phase, _left, Status) = (Phase.Waiting, null, null);
        HasAnswered = true;
    }

    /// <summary>Lets the client know how it ended.</summary>
    public void End(Exception? failure)
    {
        var committed = IsCommitted;
        _phase = Phase.Ended;
        if (!committed)
            _head.TrySetException(failure ?? new OperationCanceledException("The client left before there was a response.", aborted));
        _pipe.Writer.Complete(failure is null && !IsGone ? null : new ResponseAbortedException("The response was aborted in the middle.", failure));
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> block)
    {
        if (IsBodiless)
        {
            if (!isHead && !block.IsEmpty)
                report($"A response {Status} has no body; what the app produced was left out.\n");
            return;
        }

        if (block.Length > _left)
        {
            report($"The app produced more bytes than the Content-Length it declared; {block.Length - _left} or more were left out.\n");
            block = block[..(int)_left];
        }

        _left -= block.Length;
        if (block.IsEmpty || IsGone)
            return;
        _pipe.Writer.Write(block.Span);
        try
        {
            await _pipe.Writer.FlushAsync(aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // Whoever asked looks at IsGone.
        }
    }

    private void Commit(long? length)
    {
        if (_phase is Phase.Waiting or Phase.Refused)
        {
            throw new GatewayContractException(_phase == Phase.Refused
                ? "start_response failed, and the app went on as if it had not."
                : "The app produced its response without calling start_response (PEP 3333, \"The start_response() Callable\").");
        }

        if (_phase != Phase.Started)
            return;
        _phase = Phase.Committed;
        if (_code is 204 or 205)
            _headers.RemoveAll(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)); // RFC 9110, 8.6 and 15.3.6.
        else if (_left is null && length is { } known && _code != 304 && (known > 0 || !isHead))
        {
            _left = known;
            _headers.Add(("Content-Length", known.ToString(CultureInfo.InvariantCulture)));
        }

        _head.TrySetResult(new ResponseHead(Status!, _headers));
    }

    /// <summary>What has gone wrong behind the app's back ends the response, however the app took it.</summary>
    private void ThrowIfSpoilt()
    {
        if (_phase == Phase.FailedLate)
            throw new GatewayContractException("The app swallowed the exception that start_response had thrown again: the response it spoiled cannot go on (PEP 3333, \"Error Handling\").");

        // A broken request was not understood. An app that noticed may say so in its own words, and no more.
        if (input.Failure is { } failure && !HasAnswered && (_code < 400 || _phase == Phase.Waiting))
            ExceptionDispatchInfo.Throw(failure);
    }
}
