using System.Globalization;

namespace Gateway.Toolkit;

/// <summary><c>{day:date}</c>: a date as ISO 8601 writes it, <c>2026-01-31</c>.</summary>
public sealed class DateConstraint : RouteConstraint
{
    private const string Format = "yyyy-MM-dd";

    /// <inheritdoc/>
    public override int MinLength => Format.Length;

    /// <inheritdoc/>
    public override int MaxLength => Format.Length;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) =>
        DateOnly.TryParseExact(value, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <inheritdoc/>
    public override bool Guarantees(Type type) => type == typeof(DateOnly);

    /// <inheritdoc/>
    public override bool IsDisjointFrom(RouteConstraint other) => other is IntConstraint or LongConstraint;
}
