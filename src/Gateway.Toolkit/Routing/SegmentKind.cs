namespace Gateway.Toolkit;

/// <summary>What stands between two slashes of a template.</summary>
internal enum SegmentKind
{
    Literal,
    Parameter,
    CatchAll,
}
