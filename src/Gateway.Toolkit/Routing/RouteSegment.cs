namespace Gateway.Toolkit;

/// <summary>One segment of a template.</summary>
/// <param name="Kind">The kind of segment.</param>
/// <param name="Text">The literal, decoded, or the parameter's name.</param>
/// <param name="Constraints">The conditions on the parameter's value.</param>
internal sealed record RouteSegment(SegmentKind Kind, string Text, ParameterConstraints Constraints)
{
    /// <summary>Tells whether one segment of a path could fit both.</summary>
    public bool Overlaps(RouteSegment other) => (Kind, other.Kind) switch
    {
        (SegmentKind.Literal, SegmentKind.Literal) => Text == other.Text,
        (SegmentKind.Literal, _) => other.Constraints.Match(Text),
        (_, SegmentKind.Literal) => Constraints.Match(other.Text),
        _ => Constraints.Overlap(other.Constraints),
    };
}
