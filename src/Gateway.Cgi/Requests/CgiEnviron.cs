using System.Globalization;
using Gateway.Hosting;

namespace Gateway.Cgi.Requests;

/// <summary>The environ of a CGI request: the meta-variables as the web server has them (RFC 3875, 4.1), and whatever else is in the environment.</summary>
internal sealed class CgiEnviron : Environ
{
    // Web servers say "not known" with an empty variable, too; the contract leaves out what is not known.
    private static readonly string[] NotEmpty =
    [
        EnvironKeys.ContentType, EnvironKeys.ContentLength, EnvironKeys.RemoteAddr, EnvironKeys.RemotePort, EnvironKeys.RemoteUser, EnvironKeys.AuthType,
        EnvironKeys.ServerSoftware, EnvironKeys.GatewayInterface, EnvironKeys.RequestUri, EnvironKeys.SslProtocol, EnvironKeys.SslCipher, EnvironKeys.SslServerName, EnvironKeys.SslClientSubject,
    ];

    public CgiEnviron(IEnumerable<KeyValuePair<string, string>> environment, ErrorLines log)
    {
        foreach (var (name, value) in environment)
        {
            if (IsPassed(name, value))
                this[name] = value;
        }

        if (!ContainsKey(EnvironKeys.RequestMethod))
            log.WriteLine("REQUEST_METHOD is not set, so no web server has started this CGI program: answering GET / as if one had.");
        // nginx tells the name of any Basic credentials, checked or not. Only with AUTH_TYPE has somebody been authenticated (RFC 3875, 4.1.11).
        if (!ContainsKey(EnvironKeys.AuthType))
            Remove(EnvironKeys.RemoteUser);
        SetScheme();
        SetDefaults();
    }

    /// <summary>How many bytes of standard input are the request's; null for all there are.</summary>
    public long? BodyLength => TryGetValue(EnvironKeys.ContentLength, out var text)
        ? long.TryParse((string?)text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0
        // Apache gives a chunked body decoded, and its end as the end of the input; the others wait for all of it and tell its length.
        : Header("Transfer-Encoding") is null ? 0 : null;

    /// <summary>Why the request is answered without asking the app; null where it is the app's.</summary>
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

    /// <summary>Adds what is not in the environment of a process.</summary>
    public void Serve(CgiRequestBody input, ErrorLines errors, List<Func<Environ, string?, Exception?, ValueTask>> finished, CancellationToken aborted, CancellationToken stopping)
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

    // A key with a dot is the contract's, and no string. HTTP_PROXY is the client's Proxy header, and libraries take it for a setting (CVE-2016-5385).
    private static bool IsPassed(string name, string value) =>
        !name.Contains('.', StringComparison.Ordinal)
        && (!name.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal) || EnvironKeys.HeaderOf(name) is not null)
        && (value.Length > 0 || !NotEmpty.Contains(name));

    // As wsgiref's guess_scheme, and as everybody else in CGI.
    private void SetScheme()
    {
        var isHttps = TryGetValue(EnvironKeys.Https, out var https) && (string?)https is { } text && (text == "1" || text.Equals("on", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
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

        // Some say HTTP/2.0; the protocol has no minor version (RFC 9113, 1.1; RFC 9114, 1.1).
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
