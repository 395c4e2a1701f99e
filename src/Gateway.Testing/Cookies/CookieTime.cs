using System.Globalization;

namespace Gateway.Testing.Cookies;

/// <summary>Reads when a cookie ends. Null: not readable, so browsers ignore the attribute.</summary>
internal static class CookieTime
{
    private static readonly string[] Formats =
        ["r", "ddd, dd-MMM-yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    public static DateTimeOffset? Parse(string date) =>
        DateTimeOffset.TryParseExact(
            date, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var end)
            ? end : null;

    public static DateTimeOffset? AfterSeconds(string maxAge)
    {
        if (!decimal.TryParse(maxAge, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || maxAge.StartsWith('+'))
            return null;
        if (seconds <= 0)
            return DateTimeOffset.MinValue;
        var now = DateTimeOffset.UtcNow;
        return seconds < (decimal)(DateTimeOffset.MaxValue - now).TotalSeconds - 1
            ? now.AddSeconds((double)seconds)
            : DateTimeOffset.MaxValue;
    }
}
