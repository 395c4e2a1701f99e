using System.Text;

namespace Gateway.Testing.Hosting;

/// <summary>The answers this host gives itself, to requests that no app can answer.</summary>
internal static class Refusal
{
    /// <summary>Why a request is answered without asking the app; null where it is the app's.</summary>
    public static (string Status, string Reason)? Check(GatewayRequest request, Environ environ)
    {
        if (request.Method == "CONNECT")
            return ("501 Not Implemented", "CONNECT is not supported: this server is not a proxy.");
        if (environ.PathInfo.Contains('\0'))
            return ("400 Bad Request", "The path holds a NUL.");
        if (request.Target.Contains('#'))
            return ("400 Bad Request", "The request target holds a fragment (RFC 9112, 3.2).");
        if (All("Content-Type").Distinct(StringComparer.Ordinal).Count() > 1)
            return ("400 Bad Request", "The request has two different Content-Type headers.");
        if (All("Transfer-Encoding").Any(coding => !coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)))
            return ("501 Not Implemented", "No transfer coding but chunked is supported (RFC 9112, 6.1).");
        if (All("Expect").Any(expectation => !expectation.Equals("100-continue", StringComparison.OrdinalIgnoreCase)))
            return ("417 Expectation Failed", "No expectation but 100-continue is supported (RFC 9110, 10.1.1).");
        if (All("Content-Length").Any(length => length.Length == 0 || length.AsSpan().ContainsAnyExceptInRange('0', '9')))
            return ("400 Bad Request", "The Content-Length is not a number.");
        return request.Headers.Any(header => header.Value.Any(character => char.IsControl(character) && character != '\t'))
            ? ("400 Bad Request", "The value of a header holds a control character (RFC 9110, 5.5).")
            : null;

        IEnumerable<string> All(string name) => request.Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
    }

    /// <summary>The app that says so.</summary>
    public static Body Answer(string status, string reason, StartResponse startResponse)
    {
        startResponse(status, [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text(reason + "\n", Encoding.UTF8);
    }
}
