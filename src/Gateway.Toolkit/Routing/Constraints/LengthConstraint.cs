using System.Globalization;

namespace Gateway.Toolkit;

/// <summary><c>{code:length(3)}</c> or <c>{code:length(2,5)}</c>: a number of UTF-16 characters.</summary>
public sealed class LengthConstraint : RouteConstraint
{
    /// <summary>Creates the constraint.</summary>
    /// <param name="arguments">The text between the parentheses: <c>3</c>, or <c>2,5</c> for a least and a greatest length.</param>
    /// <exception cref="FormatException">The arguments are malformed, or no value has such a length.</exception>
    public LengthConstraint(string arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var bounds = arguments.Split(',');
        if (bounds.Length > 2 || !TryParse(bounds[0], out var min) || !TryParse(bounds[^1], out var max))
            throw new FormatException("it is written length(n) or length(min,max)");
        if (max < Math.Max(min, 1))
            throw new FormatException("no value has such a length");
        (MinLength, MaxLength) = (Math.Max(min, 1), max);
    }

    /// <inheritdoc/>
    public override int MinLength { get; }

    /// <inheritdoc/>
    public override int MaxLength { get; }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) => true;

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
