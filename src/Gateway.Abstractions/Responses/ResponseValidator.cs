using System.Buffers;
using System.Collections.Frozen;

namespace Gateway;

/// <summary>The one validator of everything an app sends ahead of or after a body. Every host uses it at every door, so nothing invalid
/// reaches the wire.</summary>
/// <remarks>Each method throws <see cref="GatewayContractException"/> naming the culprit; it changes nothing.</remarks>
public static class ResponseValidator
{
    private const char FirstPrintable = ' ';
    private const char LastPrintable = '~';

    // The first valid status line for each code, which is nearly always the only one: the next is compared with it.
    private static readonly string?[] ValidStatuses = new string?[400];
    private const int MaxRememberedStatus = 100;

    private static readonly Func<string, bool> AnyName = _ => true;

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // PEP 3333, "Other HTTP Features": the server sets these (RFC 2616, 13.5.1; RFC 9110, 7.6.1). Status is CGI's (RFC 3875, 6.3.3).
    private static readonly FrozenSet<string> RefusedHeaders = FrozenSet.ToFrozenSet(
        [
            "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Trailers",
            "Transfer-Encoding", "Upgrade", "Status",
        ],
        StringComparer.OrdinalIgnoreCase);

    // RFC 9110, 6.5.1: framing, routing, request modifiers, authentication, response control and content format.
    private static readonly FrozenSet<string> RefusedTrailers = FrozenSet.ToFrozenSet(
        RefusedHeaders.Concat(
        [
            "Age", "Authorization", "Cache-Control", "Content-Encoding", "Content-Length", "Content-Range", "Content-Type", "Cookie",
            "Date", "Expect", "Expires", "Host", "Location", "Max-Forwards", "Pragma", "Range", "Retry-After", "Set-Cookie", "Vary",
            "Warning", "WWW-Authenticate",
        ]),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a status line: three digits from 200 to 599, one space, a reason that is printable ASCII without blanks around
    /// it.</summary>
    /// <param name="status">For example <c>404 Not Found</c>.</param>
    /// <returns>The status code.</returns>
    public static int ValidateStatus(string status)
    {
        if (status is null)
            throw new GatewayContractException("The status is null; it must be a string like \"200 OK\".");
        if (status == "200 OK") // Nearly every response has it; for these the look at what is remembered would be measurable.
            return 200;
        if (status.Length < 5 || status[3] != ' '
            || !char.IsAsciiDigit(status[0]) || !char.IsAsciiDigit(status[1]) || !char.IsAsciiDigit(status[2]))
            throw Invalid(status, "it must be three digits, one space and a reason, like \"200 OK\"");

        var code = ((status[0] - '0') * 100) + ((status[1] - '0') * 10) + (status[2] - '0');
        if (code is < 200 or > 599)
            throw Invalid(status, "a final status is from 200 to 599");
        ref var valid = ref ValidStatuses[code - 200];
        if (status == valid)
            return code;

        var reason = status.AsSpan(4);
        if (reason.ContainsAnyExceptInRange(FirstPrintable, LastPrintable))
            throw Invalid(status, "its reason may hold printable ASCII only");
        if (reason[0] == ' ' || reason[^1] == ' ')
            throw Invalid(status, "its reason may not begin or end with a blank");
        if (valid is null && status.Length <= MaxRememberedStatus)
            valid = status;
        return code;

        static GatewayContractException Invalid(string status, string rule) => new(
            $"The status {SafeText.Quote(status)} is not valid: {rule}.");
    }

    /// <summary>Checks a whole header list.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="allowLatin1">Whether the server sends ISO-8859-1: then U+00A0 to U+00FF pass in values.</param>
    /// <returns>The declared Content-Length in bytes, or null if there is none.</returns>
    public static long? ValidateHeaders(IReadOnlyList<(string Name, string Value)> headers, bool allowLatin1 = false)
    {
        if (headers is null)
            throw NoHeaders();

        var validator = new HeaderListValidator(allowLatin1 ? AnyName : null);
        for (var index = 0; index < headers.Count; index++)
        {
            var (name, value) = headers[index];
            validator.Check(name, value);
        }

        return validator.ContentLength;
    }

    /// <summary>Checks one header: its name a token that is the app's to send, its value printable.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The header's value; may be empty.</param>
    /// <param name="allowLatin1">Whether the server sends ISO-8859-1: then U+00A0 to U+00FF pass in the value.</param>
    public static void ValidateHeader(string name, string value, bool allowLatin1 = false)
    {
        ValidateHeaderName(name);
        ValidateValue(name, value, "header", allowLatin1);
    }

    /// <summary>Checks one header as <see cref="ValidateHeader(string, string, bool)"/> does, for a server that sends some in
    /// ISO-8859-1.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The header's value; may be empty.</param>
    /// <param name="sendsLatin1">Whether the server sends the header of this name in ISO-8859-1; null if it sends none so.
    /// Asked only where the value is more than printable ASCII.</param>
    /// <exception cref="GatewayContractException">The header breaks a rule (PEP 3333, "The start_response() Callable"; RFC 9110, 5.1 and
    /// 5.5); the message names it.</exception>
    public static void ValidateHeader(string name, string value, Func<string, bool>? sendsLatin1)
    {
        ValidateHeaderName(name);
        if (value is null || value.AsSpan().ContainsAnyExceptInRange(FirstPrintable, LastPrintable))
            ValidateValue(name, value!, "header", value is not null && sendsLatin1?.Invoke(name) == true);
    }

    internal static GatewayContractException NoHeaders() => new("The header list is null; pass an empty list for no headers.");

    private static void ValidateHeaderName(string name)
    {
        if (name is "Content-Type" or "Content-Length") // Nearly every response has these; they need no look at.
            return;
        ValidateName(name, "header");
        if (RefusedHeaders.Contains(name))
        {
            throw new GatewayContractException(
                $"The header {name} is not the app's to send: it belongs to the connection or to CGI, and the server sets what is "
                + "needed (PEP 3333, \"Other HTTP Features\").");
        }
    }

    /// <summary>Checks a Content-Length value: decimal digits only (RFC 9110, 8.6).</summary>
    /// <param name="value">The value.</param>
    /// <returns>The length in bytes.</returns>
    public static long ValidateContentLength(string value)
    {
        if (string.IsNullOrEmpty(value))
            throw Invalid(value);

        // TryParse would let NULs pass at the end, and would read digits by a culture.
        var length = 0L;
        foreach (var character in value)
        {
            var digit = character - '0';
            if (digit is < 0 or > 9 || length > (long.MaxValue - digit) / 10)
                throw Invalid(value);
            length = (length * 10) + digit;
        }

        return length;

        static GatewayContractException Invalid(string? value) => new(
            $"The header Content-Length has the value {SafeText.Quote(value)}; it must be one decimal number of bytes, digits only "
            + "(RFC 9110, 8.6).");
    }

    /// <summary>Checks a trailer field: as a header, and not one that has to come before the body (RFC 9110, 6.5.1).</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The field's value; may be empty.</param>
    public static void ValidateTrailer(string name, string value)
    {
        ValidateName(name, "trailer");
        if (RefusedTrailers.Contains(name))
        {
            throw new GatewayContractException(
                $"The field {name} cannot be a trailer: framing, routing, authentication and content fields must come before the body "
                + "(RFC 9110, 6.5.1).");
        }
        ValidateValue(name, value, "trailer", allowLatin1: false);
    }

    /// <summary>Checks the sub-protocol selected for a WebSocket: a token that the client offered (RFC 6455, 4.2.2).</summary>
    /// <param name="subProtocol">The sub-protocol selected.</param>
    /// <param name="requested">The sub-protocols that the client offered.</param>
    public static void ValidateSubProtocol(string subProtocol, IReadOnlyList<string> requested)
    {
        ArgumentNullException.ThrowIfNull(subProtocol);
        ArgumentNullException.ThrowIfNull(requested);
        if (!IsToken(subProtocol))
            throw new GatewayContractException($"The WebSocket sub-protocol {SafeText.Quote(subProtocol)} is not a token (RFC 6455, 4.1).");
        if (!requested.Contains(subProtocol, StringComparer.Ordinal))
        {
            throw new GatewayContractException(
                $"The WebSocket sub-protocol {SafeText.Quote(subProtocol)} was not offered by the client, which offered "
                + $"{(requested.Count == 0 ? "none" : string.Join(", ", requested.Select(SafeText.Quote)))} (RFC 6455, 4.2.2).");
        }
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static void ValidateName(string name, string kind)
    {
        if (name is null)
            throw new GatewayContractException($"A {kind} name is null.");
        if (!IsToken(name))
        {
            throw new GatewayContractException(
                $"The {kind} name {SafeText.Quote(name)} is not a token: letters, digits and !#$%&'*+-.^_`|~ only (RFC 9110, 5.1).");
        }
    }

    private static void ValidateValue(string name, string value, string kind, bool allowLatin1)
    {
        if (value is null)
            throw new GatewayContractException($"The {kind} {name} has a null value; leave the {kind} out instead.");

        var bad = value.AsSpan().IndexOfAnyExceptInRange(FirstPrintable, LastPrintable);
        for (var index = bad; index >= 0 && index < value.Length; index++)
        {
            var character = value[index];
            if (character is >= FirstPrintable and <= LastPrintable || (allowLatin1 && character is >= '\u00a0' and <= '\u00ff'))
                continue;

            var what = char.IsControl(character)
                ? "control characters are never sent"
                : "only printable ASCII is sent, or ISO-8859-1 where the server is set to it (ResponseHeaderEncodingSelector)";
            throw new GatewayContractException(
                $"The {kind} {name} has the value {SafeText.Quote(value)} with U+{(int)character:X4} at position {index}: {what}.");
        }
    }
}
