using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>Encodes the values of an interpolated string; the compiler makes it for <see cref="Html.Format"/>.</summary>
/// <param name="literalLength">The length of the text around the values.</param>
/// <param name="formattedCount">The number of values.</param>
[InterpolatedStringHandler]
public sealed class HtmlInterpolatedStringHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + (formattedCount * 16));

    /// <summary>Appends HTML as it stands in the source.</summary>
    /// <param name="value">The HTML.</param>
    public void AppendLiteral(string value) => _html.Append(value);

    /// <summary>Appends a value, encoded.</summary>
    /// <param name="value">The value; null is empty.</param>
    /// <param name="format">The value's own format, applied with the invariant culture. <c>raw</c>: the value is HTML already, or a
    /// sequence of HTML to put one after the other.</param>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        if (format == "raw" && value is IEnumerable<string> parts)
            _html.AppendJoin("", parts);
        else if (format == "raw")
            _html.Append(value?.ToString());
        else
            _html.Append(Html.Encode((value as IFormattable)?.ToString(format, CultureInfo.InvariantCulture) ?? value?.ToString()));
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();
}
