using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Reads a Range header (RFC 9110, 14.2), however large its numbers are.</summary>
internal static partial class RangeReading
{
    // As many digits as any number of them fits a long.
    private const int MaxDigits = 18;

    public static bool TryParse(string header, out RangeHeaderValue? range) =>
        RangeHeaderValue.TryParse(header, out range)
            || (LongNumber().IsMatch(header) && RangeHeaderValue.TryParse(LongNumber().Replace(header, Clamp), out range));

    // RFC 9110, 14.1.2: large numerals are no parsing error. No content is as long as these can say.
    private static string Clamp(Match number)
    {
        var digits = number.Value.TrimStart('0');
        return digits.Length > MaxDigits ? new string('9', MaxDigits) : digits.PadLeft(1, '0');
    }

    [GeneratedRegex("[0-9]{19,}")]
    private static partial Regex LongNumber();
}
