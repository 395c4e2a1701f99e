namespace Gateway;

/// <summary>The rules of a body that is enumerated and has to be closed.</summary>
internal sealed class BlockRules : BodyRules
{
    private readonly LintLayer _layer;
    private readonly BodyProgress _body;
    private readonly int? _count;
    private LintLayer? _outerAtWork;
    private bool _gaveBytes;
    private bool _hasEnded;
    private bool _leftOpen;
    private bool _failedToClose;
    private int _blocks;

    // The outer layer's step in which the last block was taken; 0 for none.
    private long _takenIn;

    /// <summary>Creates the rules for one body.</summary>
    /// <param name="layer">The layer whose app returned the body.</param>
    /// <param name="body">The state of the body, for other layers to look at.</param>
    /// <param name="count">The number of blocks that the body says it has; null if it does not say.</param>
    public BlockRules(LintLayer layer, BodyProgress body, int? count)
        : base(layer)
    {
        _layer = layer;
        _count = count;
        _body = body;
        if (layer.SeesTheEnd || layer.Outer is not null)
            GC.SuppressFinalize(this);
    }

    // wsgiref.validate does the same. There is no other way where the host does not say when a response has ended.
    ~BlockRules() => _layer.Abandoned();

    protected internal override void OnBlock(ReadOnlyMemory<byte> block)
    {
        if (_layer.Outer?.Body is { IsStepping: true } outer)
            _takenIn = outer.Steps;
        _blocks++;

        //## Length

        //# count-true (app; W-91) A body that tells how many blocks it has (`IReadOnlyCollection`) has as many.
        if (_blocks > _count)
            throw _layer.Fail("count-true", LintSide.App, $"its body has a Count of {_count} and gives more blocks.");
        if (block.IsEmpty)
            return;
        _layer.Response.Count(block.Length);
        _gaveBytes = true;
    }

    protected internal override void OnEnd()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        if (_blocks < _count)
            throw _layer.Fail("count-true", LintSide.App, $"its body has a Count of {_count} and gave {_blocks} blocks.");
        _layer.Response.Complete();
    }

    protected internal override void OnFailure(Exception exception) => _failedToClose = IsClosed;

    protected internal override void OnClose()
    {
        // An exception of the body itself must not be hidden by one about its close.
        if (_failedToClose)
            return;
        _layer.ThrowIfUnclosed();

        //# enumerator-closed (host; W-93) Code that enumerates a body disposes the enumerator before the body.
        if (_leftOpen)
        {
            throw _layer.Fail("enumerator-closed", LintSide.Host,
                "it closed a body and left its enumerator open; dispose the enumerator first.");
        }
    }

    internal override void OnStep()
    {
        if (IsClosed)
            throw _layer.Fail("not-after-close", LintSide.Host, "it asks a body that it has closed for another block.");
        if (_gaveBytes)
        {
            ThrowIfInsideTheCall();
            _layer.Response.HandedOver();
        }

        //# one-step-at-a-time (host; W-87) The next block is asked for when the one before has come.
        if (_body.IsStepping)
            throw _layer.Fail("one-step-at-a-time", LintSide.Host, "it asks for a block before the one it asked for has come.");

        ThrowIfHeldBack();
        _body.IsStepping = true;
        _body.Steps++;
        _outerAtWork = _layer.BeginWork();
    }

    internal override void OnStepped()
    {
        _layer.EndWork(_outerAtWork);
        _body.IsStepping = false;
    }

    internal override void OnClosing(bool isEnumeratorOpen)
    {
        GC.SuppressFinalize(this);
        _body.IsOwedClose = false;

        //## Closing and the end

        //# body-closed-once (host; W-93) A body is closed once, not more often.
        if (IsClosed)
            throw _layer.Fail("body-closed-once", LintSide.Host, "it closes a body for the second time.");
        IsClosed = true;
        _leftOpen = isEnumeratorOpen;
        _layer.End();
    }

    private void ThrowIfHeldBack()
    {
        //## Enumeration

        //# block-for-block (host; W-121) Middleware yields at least one block for each that it takes from the body behind it; an empty
        //#   one if it has nothing yet.
        if (_layer.Outer?.Body is not { IsStepping: true } outer)
            return;
        if (_takenIn == outer.Steps)
        {
            throw _layer.Fail("block-for-block", LintSide.Host,
                "it takes a second block from the body behind it without yielding one itself; yield an empty block where there is nothing "
                + "to send yet (PEP 3333, \"Middleware Handling of Block Boundaries\").");
        }

        _takenIn = 0;
    }
}
