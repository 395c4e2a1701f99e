using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Responses;

/// <summary>The response of one request: what start_response said, and how much of the body may still come.</summary>
/// <remarks>This part is the head (PEP 3333, "The start_response() Callable"); GatewayResponse.Body.cs sends.</remarks>
internal sealed partial class GatewayResponse(GatewayRequest request) : IBodyWriter
{
    // Bytes that may still come; counted down from here where no length is declared.
    private long _left = long.MaxValue;
    private ResponsePhase _phase;

    // What the app's status says: asking the server for it again costs more than keeping it.
    private int _statusCode;

    /// <summary>The status given to start_response; null while there is none.</summary>
    public string? Status { get; private set; }

    /// <summary>Why the response was given up though nothing went wrong here; null if it was not.</summary>
    public Exception? Disconnection => Is(ResponsePhase.Disconnected) ? new GatewayClientDisconnectedException("The client went away before the response was whole.") : null;

    private HttpContext Context => request.Context;

    // Here and for the body, the features themselves: HttpResponse looks for each anew with every request.
    private IHttpResponseFeature Head => Context.Features.Response();

    /// <summary>The start_response of this request.</summary>
    public IBodyWriter Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        if (request.Deadline is not { } deadline)
            return StartHeld(status, headers, exception);
        using (deadline.HoldHead())
            return StartHeld(status, headers, exception);
    }

    private GatewayResponse StartHeld(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        if (Is(ResponsePhase.Ended))
            throw new GatewayContractException("start_response was called after the response had ended.");
        if (exception is not null && Is(ResponsePhase.Committed))
        {
            _phase |= ResponsePhase.FailedLate;
            ExceptionDispatchInfo.Throw(exception);
        }

        if (exception is null && Is(ResponsePhase.StartCalled))
            throw new GatewayContractException("start_response was called a second time without an exception (PEP 3333, \"The start_response() Callable\").");

        var head = Head;
        if (Is(ResponsePhase.StartCalled))
            Withdraw();
        else if (head.Headers.Count > 0)
            request.HeadersBefore = [.. head.Headers];
        _phase |= ResponsePhase.StartCalled;

        try
        {
            _statusCode = ResponseHead.ApplyStatus(head, status);
            if (ResponseHead.ApplyHeaders(head.Headers, headers, request.SendsLatin1) is { } length)
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

    /// <summary>Takes back what start_response said, so that whoever answers now begins with a clean head.</summary>
    public void Withdraw()
    {
        if (!Is(ResponsePhase.StartCalled))
            return;
        ResponseHead.Restore(Head, request.HeadersBefore);
        _left = long.MaxValue;
        _statusCode = 0;
        _phase &= ~ResponsePhase.Limited;
        Status = null;
    }

    /// <summary>The response has ended: start_response and write fail from here on.</summary>
    public void End() => _phase |= ResponsePhase.Ended;

    /// <summary>Settles the head, with the first byte or at the end.</summary>
    /// <param name="length">The length of the whole body, where it is known.</param>
    private void Commit(long? length)
    {
        if (Is(ResponsePhase.Committed))
            return;
        if (request.Deadline is not { } deadline)
        {
            CommitHeld(length);
            return;
        }

        using (deadline.HoldHead())
        {
            CommitHeld(length);
            deadline.TakeHead();
        }
    }

    private void CommitHeld(long? length)
    {
        if (Status is null)
        {
            throw new GatewayContractException(Is(ResponsePhase.StartCalled)
                ? "start_response failed, and the app went on as if it had not."
                : "The app produced its response without calling start_response (PEP 3333, \"The start_response() Callable\").");
        }

        if (request.InputFailure is not null)
            ErrorAnswer.CloseAfter(Context.Response); // What is left of the request cannot be told from the next one.

        _phase |= ResponsePhase.Committed;
        var method = Context.Request.Method;
        var isHead = method == HttpMethods.Head;
        if (method == HttpMethods.Connect && _statusCode < 300)
        {
            // RFC 8441, 5: it would open a tunnel to an app that knows nothing of it.
            ResponseHead.Restore(Head, request.HeadersBefore);
            Head.StatusCode = _statusCode = StatusCodes.Status501NotImplemented;
            _phase |= ResponsePhase.Bodiless;
        }
        else if (_statusCode is 204 or 205)
        {
            Head.Headers.ContentLength = null; // RFC 9110, 8.6 and 15.3.6. Kestrel fails on it.
            _phase |= ResponsePhase.Bodiless;
        }
        else if (isHead || _statusCode == 304)
        {
            _phase |= ResponsePhase.Bodiless;
            if (isHead && length > 0 && !Is(ResponsePhase.Limited) && _statusCode != 304)
                Head.Headers.ContentLength = length;
        }
        else if (length is { } known && !Is(ResponsePhase.Limited))
        {
            Head.Headers.ContentLength = known;
            Limit(known);
        }
    }

    private void Limit(long length)
    {
        _left = length;
        _phase |= ResponsePhase.Limited;
    }

    private bool Is(ResponsePhase phase) => (_phase & phase) != 0;
}
