namespace Gateway.AspNetCore;

/// <summary>Who may say the first word to the client of a request that has a deadline: the app, or the clock (<see cref="GatewayOptions.RequestTimeout"/>).</summary>
/// <remarks>The two run on different threads, so only who holds the head touches it.</remarks>
internal sealed class RequestDeadline
{
    private readonly Lock _head = new();
    private bool _isHeadOut;
    private bool _isLifted;

    /// <summary>Whether the request took too long.</summary>
    public bool IsPassed { get; private set; }

    /// <summary>Keeps the clock away from the head until disposed.</summary>
    /// <exception cref="OperationCanceledException">The clock was first.</exception>
    public Lock.Scope HoldHead()
    {
        var hold = _head.EnterScope();
        if (!IsPassed || _isHeadOut)
            return hold;
        hold.Dispose();
        throw new OperationCanceledException("The request took longer than RequestTimeout; the client has its answer.");
    }

    /// <summary>By who holds the head: the app's head goes out.</summary>
    public void TakeHead() => _isHeadOut = true;

    /// <summary>The request is in time, and needs no clock any more.</summary>
    public void Lift()
    {
        lock (_head)
            _isLifted = true;
    }

    /// <summary>The clock's call. False where it is not needed any more.</summary>
    /// <param name="isHeadFree">Whether the app has said nothing yet. Then it never will.</param>
    public bool TryPass(out bool isHeadFree)
    {
        lock (_head)
        {
            isHeadFree = !_isHeadOut;
            return IsPassed = !_isLifted;
        }
    }
}
