using System.Buffers;

namespace Gateway.Toolkit;

/// <summary><c>{code:alpha}</c>: the letters of ASCII.</summary>
public sealed class AlphaConstraint : RouteConstraint
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Letters);

    /// <inheritdoc/>
    public override bool IsDisjointFrom(RouteConstraint other) =>
        other is IntConstraint or LongConstraint or GuidConstraint or DateConstraint;
}
