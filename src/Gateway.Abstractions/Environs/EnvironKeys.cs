namespace Gateway;

/// <summary>The keys of an <see cref="Environ"/>. Names are those of CGI (RFC 3875) and PEP 3333; what is ours begins with
/// <c>gateway.</c>.</summary>
public static class EnvironKeys
{
    /// <summary>The request method as received, for example <c>GET</c> (RFC 3875, 4.1.12). Always present.</summary>
    public const string RequestMethod = "REQUEST_METHOD";

    /// <summary>Where the app is mounted: empty, or <c>/prefix</c> without a slash at its end (RFC 3875, 4.1.13). Always present.</summary>
    public const string ScriptName = "SCRIPT_NAME";

    /// <summary>The path below <see cref="ScriptName"/>, percent-decoded once, <c>%2F</c> kept (RFC 3875, 4.1.5). Always present.</summary>
    public const string PathInfo = "PATH_INFO";

    /// <summary>The part after <c>?</c>, still encoded; empty if there is none (RFC 3875, 4.1.7). Always present.</summary>
    public const string QueryString = "QUERY_STRING";

    /// <summary>The Content-Type header; absent if the request has none (RFC 3875, 4.1.3).</summary>
    public const string ContentType = "CONTENT_TYPE";

    /// <summary>The Content-Length header, decimal bytes; absent if the request has none or is chunked (RFC 3875, 4.1.2).</summary>
    public const string ContentLength = "CONTENT_LENGTH";

    /// <summary>The host the request was sent to, without port (RFC 3875, 4.1.14). Always present.</summary>
    public const string ServerName = "SERVER_NAME";

    /// <summary>The port the request arrived at, in decimal (RFC 3875, 4.1.15). Always present.</summary>
    public const string ServerPort = "SERVER_PORT";

    /// <summary>The protocol of the request, for example <c>HTTP/1.1</c> (RFC 3875, 4.1.16). Always present.</summary>
    public const string ServerProtocol = "SERVER_PROTOCOL";

    /// <summary>The server's name and version (RFC 3875, 4.1.17).</summary>
    public const string ServerSoftware = "SERVER_SOFTWARE";

    /// <summary>The version of CGI these keys follow (RFC 3875, 4.1.4).</summary>
    public const string GatewayInterface = "GATEWAY_INTERFACE";

    /// <summary>The peer's IP address; absent where there is none, as on a Unix socket (RFC 3875, 4.1.8).</summary>
    public const string RemoteAddr = "REMOTE_ADDR";

    /// <summary>The peer's port in decimal; absent where there is none.</summary>
    public const string RemotePort = "REMOTE_PORT";

    /// <summary>The name of the authenticated user; absent if nobody is (RFC 3875, 4.1.11).</summary>
    public const string RemoteUser = "REMOTE_USER";

    /// <summary>How the user was authenticated; absent if nobody is (RFC 3875, 4.1.1).</summary>
    public const string AuthType = "AUTH_TYPE";

    /// <summary>The request target exactly as received, user information apart. The name mod_wsgi and uWSGI use.</summary>
    public const string RequestUri = "REQUEST_URI";

    /// <summary>The same as <see cref="RequestUri"/>, under the name gunicorn uses.</summary>
    public const string RawUri = "RAW_URI";

    /// <summary><c>on</c> with TLS, absent without.</summary>
    public const string Https = "HTTPS";

    /// <summary>The version of TLS, for example <c>TLSv1.3</c>; absent without TLS. The name Apache uses.</summary>
    public const string SslProtocol = "SSL_PROTOCOL";

    /// <summary>The cipher suite by its IANA name; absent without TLS.</summary>
    public const string SslCipher = "SSL_CIPHER";

    /// <summary>The host name the client asked for in the TLS handshake (SNI); absent without.</summary>
    public const string SslServerName = "SSL_SERVER_NAME";

    /// <summary>The subject of the client's certificate; absent without one.</summary>
    public const string SslClientSubject = "SSL_CLIENT_S_DN";

    /// <summary>A pair of <see cref="int"/>, <c>(1, 0)</c>: the version of PEP 3333's contract.</summary>
    public const string Version = "wsgi.version";

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public const string UrlScheme = "wsgi.url_scheme";

    /// <summary>The request body, a <see cref="Stream"/> that ends where the body ends. Synchronous and asynchronous reads both
    /// work.</summary>
    public const string Input = "wsgi.input";

    /// <summary><see langword="true"/>: <see cref="Input"/> may be read to its end whatever <see cref="ContentLength"/> says.</summary>
    public const string InputTerminated = "wsgi.input_terminated";

    /// <summary>A <see cref="TextWriter"/> whose lines go to the host's log.</summary>
    public const string Errors = "wsgi.errors";

    /// <summary>Whether the app may be called concurrently in this process; a <see cref="bool"/>.</summary>
    public const string MultiThread = "wsgi.multithread";

    /// <summary>Whether sibling processes may run the app; a <see cref="bool"/>.</summary>
    public const string MultiProcess = "wsgi.multiprocess";

    /// <summary>Whether the process is expected to serve one request only, as with CGI; a <see cref="bool"/>.</summary>
    public const string RunOnce = "wsgi.run_once";

    /// <summary>A <c>Func&lt;Stream, int, Body&gt;</c>, the same as <see cref="Body.Stream"/>; the number is the block size in
    /// bytes.</summary>
    public const string FileWrapper = "wsgi.file_wrapper";

    /// <summary>The <see cref="WebSocketHandshake"/>; absent unless the request asks for a WebSocket.</summary>
    public const string WebSocket = "wsgi.websocket";

    /// <summary>The request headers unmerged and unfiltered, as far as the server still has them: <c>IReadOnlyList&lt;(string Name,
    /// string Value)&gt;</c>.</summary>
    public const string RawHeaders = "gateway.raw_headers";

    /// <summary>A <see cref="CancellationToken"/>: the client has gone, or the server gives up.</summary>
    public const string RequestAborted = "gateway.request_aborted";

    /// <summary>A <see cref="CancellationToken"/>: the server has begun to stop.</summary>
    public const string Stopping = "gateway.stopping";

    /// <summary>An <c>ICollection&lt;Func&lt;Environ, string?, Exception?, ValueTask&gt;&gt;</c>, run in reverse order after the response
    /// has ended,
    /// however it ended, with the status given to start_response (null if none) and what went wrong.</summary>
    public const string ResponseFinished = "gateway.response_finished";

    /// <summary>The <see cref="ResponseTrailers"/>; absent where the protocol has none (HTTP/1.x).</summary>
    public const string Trailers = "gateway.trailers";

    /// <summary>The authenticated <c>ClaimsPrincipal</c>; absent if nobody is.</summary>
    public const string User = "gateway.user";

    /// <summary>The client's <c>X509Certificate2</c>; absent without one.</summary>
    public const string ClientCertificate = "gateway.client_certificate";

    /// <summary>The request's <see cref="IServiceProvider"/>; absent if the host has none.</summary>
    public const string Services = "gateway.services";

    /// <summary>The <c>HttpContext</c>, under the ASP.NET Core host only: the escape hatch. It goes past every gateway
    /// middleware.</summary>
    public const string HttpContext = "aspnetcore.http_context";

    /// <summary>The prefix of the key of every other request header: <c>HTTP_USER_AGENT</c>.</summary>
    public const string HeaderPrefix = "HTTP_";

    /// <summary>The key a request header appears under: <c>HTTP_USER_AGENT</c> for <c>User-Agent</c>, <c>CONTENT_TYPE</c> for
    /// <c>Content-Type</c>.</summary>
    /// <param name="name">The header's name, in any case.</param>
    /// <returns>Null for a name that has no key: one that is not letters, digits and <c>-</c> (it could pass for another header),
    /// or <c>Proxy</c> (it could pass for the HTTP_PROXY setting: "httpoxy", CVE-2016-5385).</returns>
    public static string? ForHeader(string name) => HeaderKeyMap.KeyOf(name);

    /// <summary>The request header behind a key, the reverse of <see cref="ForHeader"/>.</summary>
    /// <param name="key">For example <c>HTTP_USER_AGENT</c>.</param>
    /// <returns>The header's name (case is not restored), or null if the key is not a header's.</returns>
    public static string? HeaderOf(string key) => HeaderKeyMap.HeaderOf(key);
}
