namespace Gateway;

/// <summary>The rules of one body: how it is enumerated, what it gives and how it is closed. Whatever stands in for the body tells each step.</summary>
internal sealed class BodyWatch(LintLayer layer, bool isClosable, int? count)
{
    private bool _isOpened;
    private bool _isStepping;
    private bool _isClosed;
    private bool _gaveBytes;
    private bool _hasEnded;
    private int _blocks;

    // The outer layer's step in which the last block was taken; 0 for none.
    private long _takenIn;
    private long _steps;

    /// <summary>Whether somebody still has to close the body.</summary>
    public bool IsOwedClose { get; set; } = isClosable;

    //## Enumeration

    public void Open()
    {
        //# not-after-close (host; W-96) A body is not enumerated after it was closed.
        if (_isClosed)
            throw layer.Fail("not-after-close", LintSide.Host, "it enumerates a body that it has closed.");

        //# enumerated-once (host; W-96) A body is enumerated at most once.
        if (_isOpened)
            throw layer.Fail("enumerated-once", LintSide.Host, "it enumerates a body for the second time; a body can be read once.");
        _isOpened = true;

        //# not-inside-the-call (host; W-122) Middleware returns its body as soon as it has the one behind it, and enumerates that only when its own is. Where the status is not known
        //#   before the first block, it may go as far as that.
        if (layer.Response.IsStarted)
            ThrowIfInsideTheCall();
    }

    /// <summary>More is asked for.</summary>
    public void Ask()
    {
        if (_isClosed)
            throw layer.Fail("not-after-close", LintSide.Host, "it asks a body that it has closed for another block.");
        if (!_gaveBytes)
            return;
        ThrowIfInsideTheCall();
        layer.Response.HandedOver();
    }

    public void BeginStep()
    {
        Ask();

        //# one-step-at-a-time (host; W-87) The next block is asked for when the one before has come.
        if (_isStepping)
            throw layer.Fail("one-step-at-a-time", LintSide.Host, "it asks for a block before the one it asked for has come.");

        //# block-for-block (host; W-121) Middleware yields at least one block for each that it takes from the body behind it; an empty one if it has nothing yet.
        if (layer.Outer?.Body is { _isStepping: true } outer)
        {
            if (_takenIn == outer._steps)
            {
                throw layer.Fail("block-for-block", LintSide.Host,
                    "it takes a second block from the body behind it without yielding one itself; yield an empty block where there is nothing to send yet (PEP 3333, \"Middleware Handling of Block Boundaries\").");
            }

            _takenIn = 0;
        }

        _isStepping = true;
        _steps++;
    }

    public void EndStep() => _isStepping = false;

    /// <summary>A block has come.</summary>
    public void Took(int bytes)
    {
        if (layer.Outer?.Body is { _isStepping: true } outer)
            _takenIn = outer._steps;
        _blocks++;

        //## Length

        //# count-true (app; W-91) A body that tells how many blocks it has (`IReadOnlyCollection`) has as many.
        if (_blocks > count)
            throw layer.Fail("count-true", LintSide.App, $"its body has a Count of {count} and gives more blocks.");
        if (bytes == 0)
            return;
        layer.Response.Count(bytes);
        _gaveBytes = true;
    }

    /// <summary>The body has no more blocks.</summary>
    public void Ended()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        if (_blocks < count)
            throw layer.Fail("count-true", LintSide.App, $"its body has a Count of {count} and gave {_blocks} blocks.");
        layer.Response.Complete();
    }

    /// <summary>The body is being closed.</summary>
    public void Closing()
    {
        IsOwedClose = false;

        //## Closing and the end

        //# body-closed-once (host; W-93) A body is closed once, not more often.
        if (_isClosed)
            throw layer.Fail("body-closed-once", LintSide.Host, "it closes a body for the second time.");
        _isClosed = true;
        layer.End();
    }

    /// <summary>The body is closed.</summary>
    public void Closed(bool isEnumeratorOpen = false)
    {
        layer.ThrowIfUnclosed();

        //# enumerator-closed (host; W-93) Whoever enumerates a body disposes the enumerator before the body.
        if (isEnumeratorOpen)
            throw layer.Fail("enumerator-closed", LintSide.Host, "it closed a body and left its enumerator open; dispose the enumerator first.");
    }

    private void ThrowIfInsideTheCall()
    {
        if (layer.Outer?.IsCalling == true)
            throw layer.Fail("not-inside-the-call", LintSide.Host, "it enumerates the body behind it before it returns its own (PEP 3333, \"Middleware Handling of Block Boundaries\").");
    }
}
