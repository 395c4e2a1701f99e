namespace Gateway.Hosting;

/// <summary>Decides whether the app or the request timeout sends the response head.</summary>
/// <remarks>The two run on different threads, so each locks the head before it touches it.</remarks>
public sealed class ResponseDeadline
{
    private readonly Lock _head = new();
    private bool _isHeadSent;
    private bool _isLifted;

    /// <summary>Whether the request took too long.</summary>
    public bool IsPassed { get; private set; }

    /// <summary>For the app: locks the head against the timeout until the result is disposed.</summary>
    /// <returns>The lock.</returns>
    /// <exception cref="OperationCanceledException">The timeout came first.</exception>
    public Lock.Scope LockHead()
    {
        var scope = _head.EnterScope();
        if (!IsPassed || _isHeadSent)
            return scope;
        scope.Dispose();
        throw new OperationCanceledException("The request took longer than its timeout; the client already has a response.");
    }

    /// <summary>For the app, while it has locked the head: the head belongs to the app.</summary>
    public void MarkHeadSent() => _isHeadSent = true;

    /// <summary>Ends the deadline: the request is in time.</summary>
    public void Lift()
    {
        lock (_head)
            _isLifted = true;
    }

    /// <summary>For the timeout: lets the deadline pass, unless it was lifted.</summary>
    /// <param name="isHeadFree">Whether the app has not sent its head. Then it never will.</param>
    /// <returns>Whether the deadline has passed; false if it was lifted before.</returns>
    public bool TryPass(out bool isHeadFree)
    {
        lock (_head)
        {
            isHeadFree = !_isHeadSent;
            return IsPassed = !_isLifted;
        }
    }
}
