using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Hosting;

/// <summary>Checks a request before the app sees it, with the same rules for every server.</summary>
/// <remarks>A host calls <see cref="CheckTarget"/> once and <see cref="CheckHeader"/> for each header line.
/// An instance serves one request.</remarks>
/// <param name="headerNames">How header names are treated that are more than letters, digits and <c>-</c>.</param>
/// <param name="protocol">The protocol of the client's connection, where the host owns it; null where a server in front does.</param>
public struct RequestRules(HeaderNamePolicy headerNames = HeaderNamePolicy.Drop, string? protocol = null)
{
    private const int MaxNameShown = 64;

    // All control characters but the tab, which a field value may contain (RFC 9110, 5.5).
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create(
            [.. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(character => char.IsControl(character) && character != '\t')]);

    private static readonly SearchValues<char> NotInTarget =
        SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(char.IsControl), '#']);

    // RFC 3986, 3.2.2: unreserved, sub-delims, percent-encoded.
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=%");

    private readonly bool _isMultiplexed = protocol is not null and not ['H', 'T', 'T', 'P', '/', '1', ..];
    private string? _contentType;
    private string? _contentLength;
    private bool _isChunked;

    /// <summary>Whether a text contains no control character but the tab.</summary>
    /// <param name="value">The value of a header.</param>
    /// <returns>Whether it passes.</returns>
    public static bool IsFieldValue(ReadOnlySpan<char> value) => !HoldsAny(value, ' ', ControlCharacters);

    /// <summary>Whether a text is a request target without fragment and control character (RFC 9112, 3.2).</summary>
    /// <param name="target">The target as received.</param>
    /// <returns>Whether it passes.</returns>
    public static bool IsTarget(ReadOnlySpan<char> target) => !HoldsAny(target, '$', NotInTarget);

    /// <summary>Whether a text is a host and an optional port (RFC 9110, 7.2; RFC 3986, 3.2).</summary>
    /// <param name="authority">The value of the Host header; may be empty.</param>
    /// <returns>Whether it passes.</returns>
    public static bool IsAuthority(ReadOnlySpan<char> authority)
    {
        ReadOnlySpan<char> port;
        if (authority is ['[', ..])
        {
            var end = authority.IndexOf(']');
            if (end < 0 || !IPAddress.TryParse(authority[1..end], out var address)
                || address.AddressFamily != AddressFamily.InterNetworkV6 || authority[1..end].Contains('%'))
                return false;
            port = authority[(end + 1)..];
        }
        else
        {
            var end = authority.IndexOfAnyExcept(HostCharacters);
            if (end < 0)
                return true;
            port = authority[end..];
        }

        return port.IsEmpty || (port[0] == ':' && IsPort(port[1..]));
    }

    /// <summary>Checks a path that is decoded further than servers do. It must not contain a <c>..</c> segment or a NUL.</summary>
    /// <param name="path">The decoded path.</param>
    /// <returns>The refusal, or null.</returns>
    public static RequestRefusal? CheckPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Contains('\0') || path.Split('/').Contains("..")
            ? new(400, "The decoded path contains a '..' segment or a NUL.")
            : null;
    }

    /// <summary>Checks the method and the target.</summary>
    /// <param name="method">The request method.</param>
    /// <param name="target">The target as received.</param>
    /// <param name="isWebSocket">Whether a CONNECT asks for a WebSocket (RFC 8441).</param>
    /// <returns>The refusal, or null.</returns>
    public static RequestRefusal? CheckTarget(string method, string target, bool isWebSocket = false)
    {
        if (method == "CONNECT" && !isWebSocket)
            return new(501, "CONNECT is not supported: this server is not a proxy.");
        return IsTarget(target) ? null : new(400, "The request target contains a fragment or a control character (RFC 9112, 3.2).");
    }

    /// <summary>Checks one header line.</summary>
    /// <param name="name">The name of the header.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The refusal, or null.</returns>
    public RequestRefusal? CheckHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (!IsFieldValue(value))
            return new(400, $"The value of the header {Shown(name)} contains a control character (RFC 9110, 5.5).");
        if (headerNames == HeaderNamePolicy.Refuse && EnvironKeys.ForHeader(name) is null && !Is(name, "Proxy"))
            return new(400, $"The header name {Shown(name)} is refused: only letters, digits and '-' are allowed.");
        return name.Length switch
        {
            4 when Is(name, "Host") => CheckHost(value),
            6 when Is(name, "Expect") => CheckExpect(value),
            7 when _isMultiplexed && Is(name, "Upgrade") => CheckConnectionSpecific(name),
            10 when _isMultiplexed && (Is(name, "Keep-Alive") || Is(name, "Connection")) => CheckConnectionSpecific(name),
            12 when Is(name, "Content-Type") => CheckContentType(value),
            14 when Is(name, "Content-Length") => CheckContentLength(value),
            16 when _isMultiplexed && Is(name, "Proxy-Connection") => CheckConnectionSpecific(name),
            17 when Is(name, "Transfer-Encoding") => CheckConnectionSpecific(name) ?? CheckTransferEncoding(value),
            _ => null,
        };
    }

    private static RequestRefusal? CheckHost(string value) =>
        IsAuthority(value) ? null : new(400, "The Host header is not a valid host and port (RFC 9110, 7.2; RFC 3986, 3.2.2).");

    private static RequestRefusal? CheckExpect(string value)
    {
        foreach (var element in value.AsSpan().Split(','))
        {
            if (value.AsSpan(element).Trim() is { Length: > 0 } expectation && !Is(expectation, "100-continue"))
                return new(417, "The only supported expectation is 100-continue (RFC 9110, 10.1.1).");
        }

        return null;
    }

    private readonly RequestRefusal? CheckConnectionSpecific(string name) => _isMultiplexed
        ? new(400, $"The header {name} belongs to a connection and has no meaning over {protocol} (RFC 9113, 8.2.2).")
        : null;

    private RequestRefusal? CheckContentType(string value)
    {
        if (_contentType is not null && _contentType != value)
            return new(400, "The request has two different Content-Type headers.");
        _contentType = value;
        return null;
    }

    private RequestRefusal? CheckContentLength(string value)
    {
        // TryParse would accept NULs at the end.
        if (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange('0', '9') || !long.TryParse(value, out _))
            return new(400, "The Content-Length is not a number of bytes (RFC 9110, 8.6).", MustClose: true);
        if (_contentLength is not null && _contentLength != value)
            return new(400, "The request has two different Content-Length headers (RFC 9112, 6.3).", MustClose: true);
        _contentLength = value;
        return null;
    }

    // Empty elements of a list are ignored (RFC 9110, 5.6.1).
    private RequestRefusal? CheckTransferEncoding(string value)
    {
        foreach (var element in value.AsSpan().Split(','))
        {
            var coding = value.AsSpan(element).Trim();
            if (coding.IsEmpty)
                continue;
            if (!Is(coding, "chunked"))
                return new(501, "The only supported transfer coding is chunked (RFC 9112, 6.1).", MustClose: true);
            if (_isChunked)
                return new(400, "The transfer coding chunked is applied twice (RFC 9112, 7.1).", MustClose: true);
            _isChunked = true;
        }

        return null;
    }

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port.IsEmpty || (!port.ContainsAnyExceptInRange('0', '9') && int.TryParse(port, out var number) && number <= ushort.MaxValue);

    private static bool Is(ReadOnlySpan<char> text, string wanted) => text.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static string Shown(string name) => name.Length <= MaxNameShown ? name : name[..MaxNameShown] + "...";

    // Nearly every text is printable ASCII. Checking that is faster than looking for the forbidden characters.
    private static bool HoldsAny(ReadOnlySpan<char> text, char firstUsual, SearchValues<char> characters) =>
        text.ContainsAnyExceptInRange(firstUsual, '~') && text.ContainsAny(characters);
}
