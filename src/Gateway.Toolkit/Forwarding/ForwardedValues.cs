using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Toolkit;

/// <summary>The values that forwarded headers have. Strict: what is not exactly a value is none.</summary>
internal static class ForwardedValues
{
    // RFC 3986, 3.2.2: reg-name, without percent-encoding; and 3.3: what a path segment holds as it stands.
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("!$&'()*+,-.;=_~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> PrefixCharacters =
        SearchValues.Create("/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF.:");

    // RFC 7239, 6.3.
    private static readonly SearchValues<char> ObfuscatedCharacters =
        SearchValues.Create("._-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>An address as REMOTE_ADDR has it. IPv4 that comes mapped into IPv6 is IPv4 again.</summary>
    public static IPAddress? Address(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(AddressCharacters) || !IPAddress.TryParse(text, out var address))
            return null;
        // "1" and "127.1" are addresses to the framework, and to nobody else who reads the log.
        if (address.AddressFamily == AddressFamily.InterNetwork && !text.SequenceEqual(address.ToString()))
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>An entry of X-Forwarded-For: an address, with or without port, or <c>unknown</c>.</summary>
    public static ForwardedNode? XForwardedFor(string text) =>
        Address(text) is { } address ? new ForwardedNode(address, null) : Node(text);

    /// <summary>RFC 7239, 6: <c>192.0.2.43:47011</c>, <c>[2001:db8::1]:80</c>, <c>unknown</c> or <c>_hidden</c>.</summary>
    public static ForwardedNode? Node(string text)
    {
        var name = text.AsSpan();
        int? port = null;
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            name = text.AsSpan(0, colon);
            port = Port(text.AsSpan(colon + 1));
            if (port is null && !IsObfuscated(text.AsSpan(colon + 1)))
                return null;
        }

        if (name is "unknown" || IsObfuscated(name))
            return new ForwardedNode(null, port);
        var isBracketed = name is ['[', .., ']'];
        if (isBracketed)
            name = name[1..^1];
        return Address(name) is { } address && isBracketed == name.Contains(':') ? new ForwardedNode(address, port) : null;
    }

    /// <summary>The scheme as <c>wsgi.url_scheme</c> has it. A WebSocket begins as an HTTP request (RFC 6455, 3), and some proxies name
    /// its scheme.</summary>
    public static string? Proto(string text) => text.ToUpperInvariant() switch
    {
        "HTTPS" or "WSS" => "https",
        "HTTP" or "WS" => "http",
        _ => null,
    };

    public static int? Port(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5
            && !text.ContainsAnyExceptInRange('0', '9')
            && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : null;

    /// <summary>A host with or without port; gives it back if it is one.</summary>
    public static string? Host(string text) => Authority(text, out _, out _) ? text : null;

    public static bool Authority(string text, out string host, out int? port)
    {
        (host, port) = (text, null);
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            host = text[..colon];
            port = Port(text.AsSpan(colon + 1));
            if (port is null)
                return false;
        }

        return host is ['[', .., ']']
            ? Address(host.AsSpan(1, host.Length - 2)) is not null && host.Contains(':', StringComparison.Ordinal)
            : host.Length > 0 && !host.AsSpan().ContainsAnyExcept(HostCharacters);
    }

    /// <summary>A prefix as SCRIPT_NAME has it: <c>/app</c>, or nothing for the root.</summary>
    public static string? Prefix(string text)
    {
        var prefix = text.TrimEnd('/');
        if (prefix.Length == 0)
            return text.Length > 0 ? "" : null;
        return prefix[0] == '/'
            && !prefix.AsSpan().ContainsAnyExcept(PrefixCharacters)
            && Array.TrueForAll(prefix[1..].Split('/'), segment => segment is not ("" or "." or ".."))
            ? prefix
            : null;
    }

    private static bool IsObfuscated(ReadOnlySpan<char> text) => text is ['_', _, ..] && !text.ContainsAnyExcept(ObfuscatedCharacters);
}
