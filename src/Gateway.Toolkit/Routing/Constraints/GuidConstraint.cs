using System.Buffers;

namespace Gateway.Toolkit;

/// <summary><c>{id:guid}</c>: 32 hexadecimal digits in five groups with hyphens between them (RFC 9562, 4).</summary>
public sealed class GuidConstraint : RouteConstraint
{
    private const int Length = 36;
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <inheritdoc/>
    public override int MinLength => Length;

    /// <inheritdoc/>
    public override int MaxLength => Length;

    // TryParseExact takes blanks around the digits.
    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Characters) && Guid.TryParseExact(value, "D", out _);

    /// <inheritdoc/>
    public override bool Guarantees(Type type) => type == typeof(Guid);

    /// <inheritdoc/>
    public override bool IsDisjointFrom(RouteConstraint other) => other is IntConstraint or LongConstraint;
}
