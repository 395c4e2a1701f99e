namespace Gateway.Toolkit;

/// <summary>The kinds of text between two slashes of a template.</summary>
internal enum SegmentKind
{
    Literal,
    Parameter,
    CatchAll,
}
