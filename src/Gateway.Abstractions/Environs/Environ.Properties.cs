using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gateway;

// Typed views of single entries. They read through to the dictionary at every access, so they never disagree with it.
public partial class Environ
{
    /// <summary><c>REQUEST_METHOD</c>, as received.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public string RequestMethod
    {
        get => Required<string>(EnvironKeys.RequestMethod);
        set => this[EnvironKeys.RequestMethod] = value;
    }

    /// <summary><c>SCRIPT_NAME</c>: where the app is mounted; empty at the root.</summary>
    public string ScriptName
    {
        get => Text(EnvironKeys.ScriptName);
        set => this[EnvironKeys.ScriptName] = value;
    }

    /// <summary><c>PATH_INFO</c>: the path below <see cref="ScriptName"/>, percent-decoded once, <c>%2F</c> kept.</summary>
    public string PathInfo
    {
        get => Text(EnvironKeys.PathInfo);
        set => this[EnvironKeys.PathInfo] = value;
    }

    /// <summary><c>QUERY_STRING</c>: still encoded, without <c>?</c>; empty if there is none.</summary>
    public string QueryString
    {
        get => Text(EnvironKeys.QueryString);
        set => this[EnvironKeys.QueryString] = value;
    }

    /// <summary><c>CONTENT_TYPE</c>, or null. Setting null removes the entry.</summary>
    public string? ContentType
    {
        get => Optional<string>(EnvironKeys.ContentType);
        set => SetOrRemove(EnvironKeys.ContentType, value);
    }

    /// <summary><c>CONTENT_LENGTH</c> in bytes, or null if the request has none or is chunked. Setting null removes the entry.</summary>
    /// <exception cref="GatewayContractException">The entry is not a decimal number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number.</exception>
    public long? ContentLength
    {
        get
        {
            var text = Text(EnvironKeys.ContentLength);
            if (text.Length == 0)
                return null;
            return !EndsInNul(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new GatewayContractException(
                    $"environ[\"CONTENT_LENGTH\"] is \"{text}\"; it must be a decimal number of bytes (PEP 3333).");
        }
        set
        {
            if (value is < 0)
                throw new ArgumentOutOfRangeException(nameof(value), value, "CONTENT_LENGTH cannot be negative.");
            SetOrRemove(EnvironKeys.ContentLength, value?.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary><c>SERVER_NAME</c>: the host the request was sent to; an IPv6 address stands in brackets.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public string ServerName
    {
        get => Required<string>(EnvironKeys.ServerName);
        set => this[EnvironKeys.ServerName] = value;
    }

    /// <summary><c>SERVER_PORT</c>: the port the request arrived at.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    /// <exception cref="GatewayContractException">The entry is not a port number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that is not a port.</exception>
    public int ServerPort
    {
        get
        {
            var text = Required<string>(EnvironKeys.ServerPort);
            return !EndsInNul(text) && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? port
                : throw new GatewayContractException(
                    $"environ[\"SERVER_PORT\"] is \"{text}\"; it must be a port number from 0 to 65535 (RFC 3875, 4.1.15).");
        }
        set
        {
            if (value is < 0 or > ushort.MaxValue)
                throw new ArgumentOutOfRangeException(nameof(value), value, "SERVER_PORT is a port number from 0 to 65535.");
            this[EnvironKeys.ServerPort] = value.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary><c>SERVER_PROTOCOL</c>, for example <c>HTTP/1.1</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public string ServerProtocol
    {
        get => Required<string>(EnvironKeys.ServerProtocol);
        set => this[EnvironKeys.ServerProtocol] = value;
    }

    /// <summary><c>REMOTE_ADDR</c>, or null where there is no peer address, as on a Unix socket. Setting null removes the entry.</summary>
    public string? RemoteAddr
    {
        get => Optional<string>(EnvironKeys.RemoteAddr);
        set => SetOrRemove(EnvironKeys.RemoteAddr, value);
    }

    /// <summary><c>wsgi.url_scheme</c>: <c>http</c> or <c>https</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public string UrlScheme
    {
        get => Required<string>(EnvironKeys.UrlScheme);
        set => this[EnvironKeys.UrlScheme] = value;
    }

    /// <summary><c>wsgi.input</c>: the request body. It ends where the body ends; a read may give fewer bytes than asked for before
    /// that.</summary>
    /// <remarks>Reads throw <see cref="RequestBodyException"/> where the body is cut off, malformed, too large or too slow.</remarks>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public Stream Input
    {
        get => Required<Stream>(EnvironKeys.Input);
        set => this[EnvironKeys.Input] = value;
    }

    /// <summary><c>wsgi.errors</c>: lines written here go to the host's log.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public TextWriter Errors
    {
        get => Required<TextWriter>(EnvironKeys.Errors);
        set => this[EnvironKeys.Errors] = value;
    }

    /// <summary><c>gateway.request_aborted</c>: cancelled when the client has gone or the server gives up;
    /// <see cref="CancellationToken.None"/> where the host cannot tell.</summary>
    public CancellationToken RequestAborted
    {
        get
        {
            if (!TryGetValue(EnvironKeys.RequestAborted, out var value) || value is null)
                return CancellationToken.None;
            return value is CancellationToken token ? token : throw WrongType(EnvironKeys.RequestAborted, typeof(CancellationToken), value);
        }
        set => this[EnvironKeys.RequestAborted] = value;
    }

    /// <summary><c>wsgi.websocket</c>, or null unless the request asks for a WebSocket. Setting null removes the entry.</summary>
    public WebSocketHandshake? WebSocket
    {
        get => Optional<WebSocketHandshake>(EnvironKeys.WebSocket);
        set => SetOrRemove(EnvironKeys.WebSocket, value);
    }

    /// <summary>The URL of the request, rebuilt as PEP 3333 tells ("URL Reconstruction"): nothing is encoded twice and <c>%2F</c> is
    /// kept.</summary>
    /// <exception cref="UriFormatException">The entries do not make a URL, for example because of a malformed Host header.</exception>
    public Uri Url => EnvironUrl.Build(this);

    /// <summary>The value of a request header, or null. Repeats are joined with <c>,</c> (cookies with <c>; </c>).</summary>
    /// <param name="name">The header's name in any case, for example <c>User-Agent</c>.</param>
    public string? Header(string name) => EnvironKeys.ForHeader(name) is { } key ? Optional<string>(key) : null;

    private string Text(string key) => Optional<string>(key) ?? "";

    // Inlined, so that the test is for one known type; a generic type would have to be looked up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Required<T>(string key)
        where T : class
    {
        var value = this[key];
        return value as T ?? throw WrongType(key, typeof(T), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T? Optional<T>(string key)
        where T : class
    {
        if (!TryGetValue(key, out var value) || value is null)
            return null;
        return value as T ?? throw WrongType(key, typeof(T), value);
    }

    private void SetOrRemove(string key, object? value)
    {
        if (value is null)
            Remove(key);
        else
            this[key] = value;
    }

    // TryParse lets NULs pass at the end of a number.
    private static bool EndsInNul(string text) => text.EndsWith('\0');

    private static GatewayContractException WrongType(string key, Type type, object? value) =>
        new($"environ[\"{key}\"] must be a {type.Name}; it is {value?.GetType().Name ?? "null"}.");
}
