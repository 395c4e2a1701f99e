namespace Gateway;

/// <summary>The rules of a body of <see cref="Body.Write"/>: its callback runs once, and what it writes is counted.</summary>
internal sealed class WriterRules(LintLayer layer) : BodyRules(layer)
{
    private readonly LintLayer _layer = layer;
    private LintLayer? _outer;

    protected internal override void OnBytes(long count) => _layer.Response.Count(count);

    protected internal override void OnEnd()
    {
        _layer.Response.Complete();
        _layer.ThrowIfUnclosed();
    }

    internal override void OnStep() => _outer = _layer.BeginWork();

    internal override void OnStepped() => _layer.EndWork(_outer);

    internal override void OnLateWrite() =>
        throw _layer.Fail("nothing-after-end", LintSide.App, "it used the writer of Body.Write after its callback had returned.");
}
