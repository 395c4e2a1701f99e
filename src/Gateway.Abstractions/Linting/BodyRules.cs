namespace Gateway;

/// <summary>The rules of every body that is read, whatever its kind: it is opened once, in time, and not after it was closed.</summary>
internal abstract class BodyRules(LintLayer layer) : BodyObserver
{
    private bool _isOpened;

    protected bool IsClosed { get; set; }

    //## Enumeration

    internal override void OnOpen()
    {
        //# not-after-close (host; W-96) A body is not enumerated after it was closed.
        if (IsClosed)
            throw layer.Fail("not-after-close", LintSide.Host, "it enumerates a body that it has closed.");

        //# enumerated-once (host; W-96) A body is enumerated at most once.
        if (_isOpened)
            throw layer.Fail("enumerated-once", LintSide.Host, "it enumerates a body for the second time; a body can be read once.");
        _isOpened = true;

        //# not-inside-the-call (host; W-122) Middleware returns its body as soon as it has the one behind it, and enumerates that only
        //#   when its own is. Where the status is not known
        //#   before the first block, it may go as far as that.
        if (layer.Response.IsStarted)
            ThrowIfInsideTheCall();
    }

    protected void ThrowIfInsideTheCall()
    {
        if (layer.Outer?.IsCalling == true)
        {
            throw layer.Fail("not-inside-the-call", LintSide.Host,
                "it enumerates the body behind it before it returns its own (PEP 3333, \"Middleware Handling of Block Boundaries\").");
        }
    }
}
