using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Diagnostics;

/// <summary>The header <c>X-Request-Start</c>: when a proxy in front got the request, as <c>t=1700000000.123</c> or without <c>t=</c>, in
/// seconds, milliseconds or microseconds.</summary>
internal static class RequestStart
{
    public const string HeaderName = "X-Request-Start";

    // A time in seconds has at most 11 digits before the point until the year 5138.
    private const double MostSeconds = 1e11;
    private const double MostMilliseconds = 1e14;

    // A client may send anything. A request that has waited longer than that has been given up.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The time since then; null if there is no such header, or its value cannot be that of a request which has just
    /// come.</summary>
    public static TimeSpan? Age(IHeaderDictionary headers, DateTimeOffset now)
    {
        if (!headers.TryGetValue(HeaderName, out var values) || values is not [{ Length: > 0 and <= 32 } text])
            return null;
        var number = text.AsSpan(text.StartsWith("t=", StringComparison.Ordinal) ? 2 : 0);
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time))
            return null;

        var seconds = time < MostSeconds ? time : time < MostMilliseconds ? time / 1e3 : time / 1e6;
        var age = (now - DateTimeOffset.UnixEpoch).TotalSeconds - seconds;
        return age >= 0 && age <= Longest.TotalSeconds ? TimeSpan.FromSeconds(age) : null;
    }
}
