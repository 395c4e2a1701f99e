using System.Buffers;
using System.Globalization;

namespace Gateway.Toolkit;

/// <summary><c>{id:long}</c>: digits, perhaps after a minus sign, that a <see cref="long"/> can hold.</summary>
public sealed class LongConstraint : RouteConstraint
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) =>
        IsWholeNumber(value) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <inheritdoc/>
    public override bool Guarantees(Type type) => type == typeof(long);

    // TryParse takes more than digits: a plus sign, other minus signs, NULs at the end.
    internal static bool IsWholeNumber(ReadOnlySpan<char> text) => !(text.StartsWith('-') ? text[1..] : text).ContainsAnyExcept(Digits);
}
