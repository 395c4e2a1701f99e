using System.Globalization;

namespace Gateway.Toolkit;

/// <summary><c>{id:int}</c>: digits, perhaps after a minus sign, that an <see cref="int"/> can hold.</summary>
public sealed class IntConstraint : RouteConstraint
{
    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) =>
        LongConstraint.IsWholeNumber(value) && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <inheritdoc/>
    public override bool Guarantees(Type type) => type == typeof(int) || type == typeof(long);
}
