using System.Buffers;

namespace Gateway.Cgi.Requests;

/// <summary>Refuses the requests that a web server may let through and an app must never see.</summary>
internal static class RequestGuard
{
    // All control characters but the tab, which a field value may hold (RFC 9110, 5.5).
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(character => char.IsControl(character) && character != '\t')]);

    /// <summary>Why a request is answered without asking the app; null where it is the app's.</summary>
    public static (string Status, string Reason)? Check(Environ environ)
    {
        if (environ.RequestMethod == "CONNECT")
            return ("501 Not Implemented", "CONNECT is not supported: this server is not a proxy.");
        if (environ.TryGetValue(EnvironKeys.ContentLength, out var length) && !IsNumber((string)length!))
            return ("400 Bad Request", "The Content-Length is not a number of bytes (RFC 9110, 8.6).");
        if (environ.TryGetValue(EnvironKeys.RequestUri, out var target) && !IsTarget((string)target!))
            return ("400 Bad Request", "The request target holds a fragment or a control character (RFC 9112, 3.2).");

        foreach (var (key, value) in environ)
        {
            if (key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) && value is string text && text.AsSpan().ContainsAny(ControlCharacters))
                return ("400 Bad Request", $"The value of the header {EnvironKeys.HeaderOf(key)} holds a control character (RFC 9110, 5.5).");
        }

        return null;
    }

    // The digits are looked at one by one because TryParse lets NULs pass at the end.
    private static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9') && long.TryParse(text, out _);

    private static bool IsTarget(string text) => !text.Contains('#', StringComparison.Ordinal) && !text.AsSpan().ContainsAny(ControlCharacters);
}
