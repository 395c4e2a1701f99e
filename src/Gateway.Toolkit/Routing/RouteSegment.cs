namespace Gateway.Toolkit;

/// <summary>One segment of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The literal, decoded, or the parameter's name.</param>
/// <param name="Constraint">What the parameter's value must be.</param>
internal sealed record RouteSegment(SegmentKind Kind, string Text, RouteConstraint Constraint)
{
    /// <summary>Whether some segment of a path fits both.</summary>
    public bool Overlaps(RouteSegment other) => (Kind, other.Kind) switch
    {
        (SegmentKind.Literal, SegmentKind.Literal) => Text == other.Text,
        (SegmentKind.Literal, _) => other.Constraint.Matches(Text),
        (_, SegmentKind.Literal) => Constraint.Matches(other.Text),
        _ => Constraint.Overlaps(other.Constraint),
    };
}
