using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway;

/// <summary>The rules of single entries, once all of them are there and of their types.</summary>
internal static class EnvironValueRules
{
    // RFC 9110, 5.6.2, and RFC 3986, 3.2.2: reg-name.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("!$%&'()*+,-.;=_~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    //## The environ

    public static void Check(Environ environ, Func<string, string, LintException> fail)
    {
        CheckGateway(environ, fail);
        CheckPath(environ, fail);

        //# server-name (host; W-17) `SERVER_NAME` is a host as RFC 3986 has it, without port; an IPv6 address stands in brackets.
        if (!IsHost(environ.ServerName))
            throw fail("server-name", $"SERVER_NAME is {SafeText.Quote(environ.ServerName)}, which is not a host (RFC 3986, 3.2.2).");

        //# server-port (host; W-17) `SERVER_PORT` is a decimal port number.
        var port = Text(environ, EnvironKeys.ServerPort);
        if (!IsNumber(port) || !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw fail("server-port", $"SERVER_PORT is {SafeText.Quote(port)}; it must be a number from 0 to 65535, in digits.");

        //# server-protocol (host; W-18) `SERVER_PROTOCOL` is `HTTP/` with a digit, or two with a dot between them.
        if (!IsProtocol(environ.ServerProtocol))
        {
            throw fail("server-protocol",
                $"SERVER_PROTOCOL is {SafeText.Quote(environ.ServerProtocol)}; it must be like HTTP/1.1 or HTTP/2.");
        }

        //# http-host (host; W-17, W-19) `HTTP_HOST` is empty, or a host as RFC 3986 has it with an optional port.
        if (environ.Header("Host") is { Length: > 0 } host && !IsAuthority(host))
            throw fail("http-host", $"HTTP_HOST is {SafeText.Quote(host)}, which is not a host with an optional port (RFC 9110, 7.2).");

        //# content-length-digits (host; W-16) `CONTENT_LENGTH` is a decimal number, or is left out.
        if (environ.TryGetValue(EnvironKeys.ContentLength, out var length)
            && (!IsNumber((string)length!) || !long.TryParse((string)length!, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw fail("content-length-digits",
                $"CONTENT_LENGTH is {SafeText.Quote((string)length!)}; it must be a number of bytes, in digits, or be left out.");
        }
    }

    private static void CheckGateway(Environ environ, Func<string, string, LintException> fail)
    {
        //# request-method (host; W-10) `REQUEST_METHOD` is a token.
        if (environ.RequestMethod.Length == 0 || environ.RequestMethod.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            throw fail("request-method",
                $"REQUEST_METHOD is {SafeText.Quote(environ.RequestMethod)}, which is not a token (RFC 9110, 9.1).");
        }

        //# wsgi-version (host; W-31) `wsgi.version` is `(1, 0)`.
        if (environ[EnvironKeys.Version] is not (1, 0))
            throw fail("wsgi-version", $"wsgi.version is {environ[EnvironKeys.Version]}; this contract is (1, 0).");

        //# url-scheme (host; W-32) `wsgi.url_scheme` is `http` or `https`.
        if (environ.UrlScheme is not ("http" or "https"))
            throw fail("url-scheme", $"wsgi.url_scheme is {SafeText.Quote(environ.UrlScheme)}; it must be http or https.");

        //# input-readable (host; W-33, W-39) `wsgi.input` can be read, even where the request has no body.
        if (!environ.Input.CanRead)
            throw fail("input-readable", "wsgi.input cannot be read, or is closed already.");

        //# input-terminated (host; W-40, W-48, X-01) `wsgi.input_terminated` is true: `wsgi.input` ends where the body ends.
        if (environ[EnvironKeys.InputTerminated] is not true)
            throw fail("input-terminated", "wsgi.input_terminated is false; wsgi.input must end where the request body ends.");
    }

    private static void CheckPath(Environ environ, Func<string, string, LintException> fail)
    {
        //# script-name (host; W-11, W-138) `SCRIPT_NAME` is empty, or begins with `/` and does not end with one.
        var script = environ.ScriptName;
        if (script.Length > 0 && (script[0] != '/' || script[^1] == '/'))
        {
            throw fail("script-name",
                $"SCRIPT_NAME is {SafeText.Quote(script)}; it must be empty, or begin with a slash and not end with one (at the root "
                + "it is empty).");
        }

        //# path-info (host; W-12) `PATH_INFO` begins with `/`. It is empty only below a `SCRIPT_NAME`, `*` only for OPTIONS, and a host
        //#   with a port only for CONNECT.
        var path = environ.PathInfo;
        var target = Text(environ, EnvironKeys.RequestUri);
        var fits = environ.RequestMethod switch
        {
            "OPTIONS" when path is "*" or "" => path == "*" || script.Length > 0 || target == "*",
            "CONNECT" when !path.StartsWith('/') => path.Length == 0 || IsAuthority(path),
            _ => path.Length == 0 ? script.Length > 0 : path[0] == '/',
        };
        if (!fits)
        {
            throw fail("path-info",
                $"PATH_INFO is {SafeText.Quote(path)} for {environ.RequestMethod} with SCRIPT_NAME {SafeText.Quote(script)}; a path "
                + "begins with a slash, and is empty only below a SCRIPT_NAME.");
        }

        //# query-string (host; W-14) `QUERY_STRING` is what follows the `?`, without it.
        if (environ.QueryString.StartsWith('?') && !target.Contains("??", StringComparison.Ordinal))
            throw fail("query-string", $"QUERY_STRING is {SafeText.Quote(environ.QueryString)}; it begins after the question mark.");

        //# request-uri (host; X-02) `REQUEST_URI` and `RAW_URI`, where they are known, are a request target: not empty, and without a
        //#   fragment.
        foreach (var key in (ReadOnlySpan<string>)[EnvironKeys.RequestUri, EnvironKeys.RawUri])
        {
            if (environ.TryGetValue(key, out var uri) && (string)uri! is var text
                && (text.Length == 0 || text.Contains('#', StringComparison.Ordinal)))
            {
                throw fail("request-uri",
                    $"{key} is {SafeText.Quote(text)}; a request target is not empty and has no fragment (RFC 9112, 3.2).");
            }
        }
    }

    private static string Text(Environ environ, string key) => environ.TryGetValue(key, out var value) ? (string)value! : "";

    // TryParse lets NULs pass at the end.
    private static bool IsNumber(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsProtocol(string text) =>
        text.StartsWith("HTTP/", StringComparison.Ordinal) && text.AsSpan(5) is var version && version.Length is 1 or 3
        && char.IsAsciiDigit(version[0]) && (version.Length == 1 || (version[1] == '.' && char.IsAsciiDigit(version[2])));

    private static bool IsAuthority(string text)
    {
        var end = text.LastIndexOf(':');
        return end > text.LastIndexOf(']')
            ? IsHost(text[..end]) && !text.AsSpan(end + 1).ContainsAnyExceptInRange('0', '9')
            : IsHost(text);
    }

    private static bool IsHost(string text) => text.StartsWith('[')
        ? text.EndsWith(']') && IPAddress.TryParse(text.AsSpan(1, text.Length - 2), out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
        : text.Length > 0 && !text.AsSpan().ContainsAnyExcept(HostCharacters);
}
