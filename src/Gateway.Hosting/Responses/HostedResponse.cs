using System.Runtime.ExceptionServices;

namespace Gateway.Hosting;

/// <summary>The response of one request: start_response, write, the body, and the rules for all three, whatever the transport.</summary>
/// <remarks>
/// <para>A host derives from it and implements the transport: <see cref="StoreHead"/>, <see cref="CommitHead"/>,
/// <see cref="TransmitAsync"/>.
/// Python's <c>wsgiref.handlers.BaseHandler</c> has the same role.</para>
/// <para>It is an environ as well. A host that overrides <see cref="Environ.TryGetHostEntry"/> passes one object to the app for both,
/// because each request pays for each object; any other host passes an environ of its own and leaves this one empty.</para>
/// <para>This file is the head (PEP 3333, "The start_response() Callable"); <c>HostedResponse.Body.cs</c> sends the body.</para>
/// </remarks>
public abstract partial class HostedResponse : Environ, IBodyWriter
{
    // Bytes that may still be sent; counted down from here where no length is declared.
    private long _left = long.MaxValue;
    private ResponsePhase _phase;

    /// <summary>The status given to start_response, like <c>200 OK</c>; null while there is none.</summary>
    public string? Status { get; private set; }

    /// <summary>The code in <see cref="Status"/>; 0 while there is none.</summary>
    public int StatusCode { get; private set; }

    /// <summary>Whether the head is settled: it cannot be replaced any more.</summary>
    public bool IsCommitted => Is(ResponsePhase.Committed);

    /// <summary>Whether bytes of the head were sent. From then on only a reset can tell the client of a failure.</summary>
    public abstract bool IsHeadSent { get; }

    /// <summary>Whether the response was given up because the client left.</summary>
    public bool HasClientLeft => Is(ResponsePhase.Disconnected);

    /// <summary>Whether no byte of a body may be sent: HEAD, 204, 205, 304 (RFC 9110, 6.4.1).</summary>
    protected bool IsBodiless => Is(ResponsePhase.Bodiless);

    /// <summary>Whether further blocks would be dropped: the client left, or the response is complete.</summary>
    protected bool IsOver => Is(ResponsePhase.Bodiless | ResponsePhase.Overrun | ResponsePhase.Disconnected);

    /// <summary>Whether the request method is HEAD.</summary>
    protected abstract bool IsHead { get; }

    /// <summary>Cancelled when the client leaves or the host gives the request up.</summary>
    protected abstract CancellationToken Aborted { get; }

    /// <summary>The reason why the request body could not be read; null if there is none.</summary>
    protected abstract IOException? InputFailure { get; }

    /// <summary>The deadline that locks the head; null if the request has none.</summary>
    protected virtual ResponseDeadline? Deadline => null;

    /// <summary>The start_response of this request.</summary>
    /// <param name="status">The status, like <c>200 OK</c>.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="exception">PEP 3333's exc_info; null for none.</param>
    /// <returns>PEP 3333's write callable.</returns>
    /// <exception cref="GatewayContractException">The call breaks the contract; the message names the culprit.</exception>
    public IBodyWriter Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception = null)
    {
        if (Deadline is not { } deadline)
            return StartLocked(status, headers, exception);
        using (deadline.LockHead())
            return StartLocked(status, headers, exception);
    }

    /// <summary>Withdraws the app's head, so that the host can respond in the app's place.</summary>
    public void Withdraw()
    {
        if (!Is(ResponsePhase.StartCalled))
            return;
        ClearHead();
        _left = long.MaxValue;
        _phase &= ~ResponsePhase.Limited;
        (Status, StatusCode) = (null, 0);
    }

    /// <summary>Ends the response: start_response and write fail from here on.</summary>
    public void End() => _phase |= ResponsePhase.Ended;

    /// <summary>Validates and stores the arguments of start_response. Sends nothing.</summary>
    /// <param name="statusCode">The code, already validated.</param>
    /// <param name="status">The status, already validated.</param>
    /// <param name="headers">The headers as the app gave them: null, hostile and changing lists included. Read each entry once.</param>
    /// <returns>The declared Content-Length in bytes, or null.</returns>
    /// <exception cref="GatewayContractException">The headers are invalid; then <see cref="ClearHead"/> is called.</exception>
    protected abstract long? StoreHead(int statusCode, string status, IReadOnlyList<(string Name, string Value)> headers);

    /// <summary>Drops the head that <see cref="StoreHead"/> stored.</summary>
    protected abstract void ClearHead();

    /// <summary>Settles the stored head. It is sent with the first bytes of the body, or at the end.</summary>
    /// <param name="framing">The framing chosen.</param>
    /// <returns>The framing in use, which a host may change.</returns>
    protected abstract Framing CommitHead(Framing framing);

    /// <summary>Lets the host respond itself after the app's response was withdrawn.</summary>
    protected void Restart()
    {
        Withdraw();
        _phase = ResponsePhase.None;
    }

    /// <summary>Settles the head, with the first byte or at the end.</summary>
    /// <param name="bodyLength">The length of the whole body in bytes; null if it is not known.</param>
    protected void Commit(long? bodyLength)
    {
        if (Is(ResponsePhase.Committed))
            return;
        if (Deadline is not { } deadline)
        {
            CommitLocked(bodyLength);
            return;
        }

        using (deadline.LockHead())
        {
            CommitLocked(bodyLength);
            deadline.MarkHeadSent();
        }
    }

    private HostedResponse StartLocked(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        if (Is(ResponsePhase.Ended))
            throw new GatewayContractException("start_response was called after the response had ended.");
        if (exception is not null && Is(ResponsePhase.Committed))
        {
            _phase |= ResponsePhase.FailedLate;
            ExceptionDispatchInfo.Throw(exception);
        }

        if (exception is null && Is(ResponsePhase.StartCalled))
            throw new GatewayContractException(
                "start_response was called a second time without an exception (PEP 3333, \"The start_response() Callable\").");

        Withdraw();
        _phase |= ResponsePhase.StartCalled;
        try
        {
            StatusCode = ResponseValidator.ValidateStatus(status);
            if (StoreHead(StatusCode, status, headers) is { } length)
                Limit(length);
            Status = status;
        }
        catch
        {
            Withdraw();
            throw;
        }

        return this;
    }

    private void CommitLocked(long? bodyLength)
    {
        if (Status is null)
            throw NotStarted();
        _phase |= ResponsePhase.Committed;
        var framing = CommitHead(Framing.Choose(StatusCode, IsHead, Is(ResponsePhase.Limited) ? _left : null, bodyLength));
        if (!framing.HasBody)
            _phase |= ResponsePhase.Bodiless;
        else if (framing.ContentLength is { } length)
            Limit(length);
    }

    private GatewayContractException NotStarted() => new(Is(ResponsePhase.StartCalled)
        ? "start_response failed, and the app ignored the exception."
        : "The app produced its response without calling start_response (PEP 3333, \"The start_response() Callable\").");

    private void Limit(long length)
    {
        _left = length;
        _phase |= ResponsePhase.Limited;
    }

    private bool Is(ResponsePhase phase) => (_phase & phase) != 0;
}
