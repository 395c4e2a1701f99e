namespace Gateway;

/// <summary><c>wsgi.input</c> under the rules.</summary>
internal sealed class CheckedInput(LintLayer layer, Stream input) : CheckedStream(input)
{
    private bool _hasEnded;

    public override ValueTask DisposeAsync() => ValueTask.FromException(Closing());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            throw Closing();
    }

    protected override int AfterRead(int wanted, int read)
    {
        //## Input and errors

        //# input-read (host; W-45) A read of `wsgi.input` gives no more bytes than were asked for; none only at the end.
        if (read < 0 || read > wanted)
            throw layer.Fail("input-read", LintSide.Host, $"a read of {wanted} bytes of wsgi.input gave {read}.");

        //# input-stays-ended (host; W-42) `wsgi.input` that has ended stays ended.
        if (_hasEnded && read > 0)
            throw layer.Fail("input-stays-ended", LintSide.Host, "wsgi.input went on after its end.");
        _hasEnded |= read == 0 && wanted > 0;
        return read;
    }

    protected override void Moved() => _hasEnded = false;

    private LintException Closing() =>
        layer.Fail("input-open", LintSide.App, "it closed wsgi.input, which is the host's. Readers close what they read: pass leaveOpen: true (PEP 3333, \"Input and Error Streams\").");
}
