using System.Globalization;
using Gateway.Hosting;

namespace Gateway.Cgi.Requests;

/// <summary>The environ of a CGI request: the web server's meta-variables (RFC 3875, 4.1) and the rest of the environment.</summary>
internal sealed class CgiEnviron : Environ
{
    // Web servers may set an unknown variable to an empty string; the contract omits unknown keys.
    private static readonly string[] NotEmpty =
    [
        EnvironKeys.ContentType, EnvironKeys.ContentLength, EnvironKeys.RemoteAddr, EnvironKeys.RemotePort, EnvironKeys.RemoteUser,
        EnvironKeys.AuthType, EnvironKeys.ServerSoftware, EnvironKeys.GatewayInterface, EnvironKeys.RequestUri, EnvironKeys.SslProtocol,
        EnvironKeys.SslCipher, EnvironKeys.SslServerName, EnvironKeys.SslClientSubject,
    ];

    public CgiEnviron(IEnumerable<KeyValuePair<string, string>> environment, ErrorLines log)
    {
        foreach (var (name, value) in environment)
        {
            if (IsPassed(name, value))
                this[name] = value;
        }

        if (!ContainsKey(EnvironKeys.RequestMethod))
            log.WriteLine("REQUEST_METHOD is not set, so no web server has started this CGI program. It serves GET / instead.");
        // nginx sets REMOTE_USER to the name in any Basic credentials, even unchecked.
        // Only AUTH_TYPE means authenticated (RFC 3875, 4.1.11).
        if (!ContainsKey(EnvironKeys.AuthType))
            Remove(EnvironKeys.RemoteUser);
        SetScheme();
        SetDefaults();
    }

    /// <summary>The length of the request body on standard input in bytes; null for all of it.</summary>
    public long? BodyLength => TryGetValue(EnvironKeys.ContentLength, out var text)
        ? long.TryParse((string?)text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0
        // Apache passes a chunked body decoded, up to the end of the input. Other servers read all of it first and set its length.
        : Header("Transfer-Encoding") is null ? 0 : null;

    /// <summary>The reason to refuse the request without calling the app; null for none.</summary>
    public RequestRefusal? Check()
    {
        var target = TryGetValue(EnvironKeys.RequestUri, out var uri) ? (string)uri! : "/";
        if (RequestRules.CheckTarget(RequestMethod, target) is { } refused)
            return refused;

        var rules = new RequestRules();
        foreach (var (key, value) in this)
        {
            var name = key switch
            {
                EnvironKeys.ContentType => "Content-Type",
                EnvironKeys.ContentLength => "Content-Length",
                _ => EnvironKeys.HeaderOf(key),
            };
            if (name is not null && value is string text && rules.CheckHeader(name, text) is { } refusal)
                return refusal;
        }

        return null;
    }

    /// <summary>Adds the keys that a process's environment does not have.</summary>
    public void Serve(
        CgiRequestBody input, ErrorLines errors, List<Func<Environ, string?, Exception?, ValueTask>> finished, CancellationToken aborted,
        CancellationToken stopping)
    {
        this[EnvironKeys.Version] = (1, 0);
        this[EnvironKeys.Input] = input;
        this[EnvironKeys.InputTerminated] = true;
        this[EnvironKeys.Errors] = errors;
        this[EnvironKeys.MultiThread] = false;
        this[EnvironKeys.MultiProcess] = true;
        this[EnvironKeys.RunOnce] = true;
        this[EnvironKeys.FileWrapper] = FileWrapper;
        this[EnvironKeys.RequestAborted] = aborted;
        this[EnvironKeys.Stopping] = stopping;
        this[EnvironKeys.ResponseFinished] = finished;
    }

    // Keys with a dot belong to the contract. HTTP_PROXY is the client's Proxy header, which libraries mistake for a setting
    // (CVE-2016-5385).
    private static bool IsPassed(string name, string value) =>
        !name.Contains('.', StringComparison.Ordinal)
        && (!name.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) || EnvironKeys.HeaderOf(name) is not null)
        && (value.Length > 0 || !NotEmpty.Contains(name));

    // The same rule as wsgiref's guess_scheme.
    private void SetScheme()
    {
        var isHttps = TryGetValue(EnvironKeys.Https, out var https) && (string?)https is { } text
            && (text == "1" || text.Equals("on", StringComparison.OrdinalIgnoreCase)
                || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
        this[EnvironKeys.UrlScheme] = isHttps ? "https" : "http";
        if (isHttps)
            this[EnvironKeys.Https] = "on";
        else
            Remove(EnvironKeys.Https);
    }

    private void SetDefaults()
    {
        Default(EnvironKeys.RequestMethod, "GET");
        Default(EnvironKeys.ServerProtocol, "HTTP/1.0");
        Default(EnvironKeys.ServerName, ServerNameOf(Header("Host")));
        Default(EnvironKeys.ServerPort, UrlScheme == "https" ? "443" : "80");
        Default(EnvironKeys.QueryString, "");
        Default(EnvironKeys.ScriptName, "");
        Default(EnvironKeys.PathInfo, "");

        // Some servers set HTTP/2.0, but the protocol has no minor version (RFC 9113, 1.1; RFC 9114, 1.1).
        if (ServerProtocol is "HTTP/2.0" or "HTTP/3.0")
            ServerProtocol = ServerProtocol[..^2];
        if (ScriptName == "/")
            ScriptName = "";
        if (ScriptName.Length == 0 && PathInfo.Length == 0)
            PathInfo = "/";
        if (TryGetValue(EnvironKeys.RequestUri, out var target))
            this[EnvironKeys.RawUri] = target;
    }

    private void Default(string key, string value)
    {
        if (!TryGetValue(key, out var given) || given is not string { Length: > 0 })
            this[key] = value;
    }

    private static string ServerNameOf(string? host)
    {
        if (host is not { Length: > 0 })
            return "localhost";
        var port = host.LastIndexOf(':');
        return port > host.LastIndexOf(']') ? host[..port] : host;
    }
}
