namespace Gateway.Toolkit.Routing;

/// <summary>What stands between two slashes of a template.</summary>
internal enum SegmentKind
{
    Literal,
    Parameter,
    CatchAll,
}
