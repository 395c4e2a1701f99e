namespace Gateway.Testing.Conformance.Cases;

/// <summary>The keys of the environ that every request has, and those that only some have.</summary>
internal static class EnvironCases
{
    private static readonly string[] RequiredText =
    [
        EnvironKeys.RequestMethod, EnvironKeys.ScriptName, EnvironKeys.PathInfo, EnvironKeys.QueryString, EnvironKeys.ServerName,
        EnvironKeys.ServerPort, EnvironKeys.ServerProtocol,
    ];

    private static readonly string[] ContractKeys =
    [
        EnvironKeys.Version, EnvironKeys.UrlScheme, EnvironKeys.Input, EnvironKeys.InputTerminated, EnvironKeys.Errors,
        EnvironKeys.MultiThread, EnvironKeys.MultiProcess, EnvironKeys.RunOnce, EnvironKeys.FileWrapper, EnvironKeys.WebSocket,
        EnvironKeys.RawHeaders, EnvironKeys.RequestAborted, EnvironKeys.Stopping, EnvironKeys.ResponseFinished, EnvironKeys.Trailers,
        EnvironKeys.User, EnvironKeys.ClientCertificate, EnvironKeys.Services,
    ];

    public static void AddTo(CaseList list)
    {
        list.Add("environ-required-keys", "W-09 W-10 W-14 W-17 W-26",
            "The CGI keys every request has are there, and every key without a dot holds a string", scenario => scenario.Observe(environ =>
        {
            foreach (var key in RequiredText)
                Expect.That(environ.TryGetValue(key, out var value) && value is string, $"{key} is a string");
            foreach (var (key, value) in environ.Where(entry => !entry.Key.Contains('.')))
                Expect.That(value is string, $"{key} holds a string");
            Expect.That(environ.ServerName.Length > 0, "SERVER_NAME is not empty");
            Expect.That(
                environ[EnvironKeys.ServerPort] is string { Length: > 0 } port && port.All(char.IsAsciiDigit),
                "SERVER_PORT is made of digits");
        }));

        list.Add("environ-gateway-keys", "W-31 W-33 W-34 W-35 W-36 W-37 W-38 X-01",
            "The wsgi.* keys are there, in their types", scenario => scenario.Observe(environ =>
        {
            Expect.Equal((object?)(1, 0), environ[EnvironKeys.Version], "wsgi.version");
            Expect.That(environ.UrlScheme is "http" or "https", "wsgi.url_scheme is http or https");
            Expect.That(environ[EnvironKeys.Input] is Stream { CanRead: true }, "wsgi.input can be read");
            Expect.That(environ[EnvironKeys.Errors] is TextWriter, "wsgi.errors is a TextWriter");
            Expect.Equal((object?)true, environ[EnvironKeys.InputTerminated], "wsgi.input_terminated");
            Expect.Equal((object?)true, environ[EnvironKeys.MultiThread], "wsgi.multithread");
            Expect.That(environ[EnvironKeys.MultiProcess] is bool, "wsgi.multiprocess is a bool");
            Expect.Equal((object?)false, environ[EnvironKeys.RunOnce], "wsgi.run_once");
            Expect.That(environ[EnvironKeys.FileWrapper] is Func<Stream, int, Body>, "wsgi.file_wrapper makes a body of a stream");
            Expect.That(
                environ[EnvironKeys.RequestAborted] is CancellationToken { IsCancellationRequested: false },
                "gateway.request_aborted is a token");
            Expect.That(
                environ[EnvironKeys.Stopping] is CancellationToken { IsCancellationRequested: false }, "gateway.stopping is a token");
            Expect.That(
                environ[EnvironKeys.ResponseFinished] is ICollection<Func<Environ, string?, Exception?, ValueTask>>,
                "gateway.response_finished takes callbacks");
        }));

        list.Add("environ-key-names", "W-25 W-30",
            "Keys with a dot are lower case and begin with a prefix that is the contract's or the host's",
            scenario => scenario.Observe(environ =>
        {
            foreach (var key in environ.Keys.Where(key => key.Contains('.')))
            {
                Expect.That(
                    key.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_'),
                    $"{key} is lower case");
                Expect.That(
                    !(key.StartsWith("wsgi.", StringComparison.Ordinal) || key.StartsWith("gateway.", StringComparison.Ordinal))
                        || ContractKeys.Contains(key),
                    $"{key} is one of the contract's");
            }
        }));

        list.Add("environ-mutable", "W-04", "The environ is a dictionary the app may change freely", scenario => scenario.Observe(environ =>
        {
            var count = environ.Count;
            environ["my.key"] = 1;
            environ.PathInfo = "/elsewhere";
            Expect.Equal(count + 1, environ.Count, "entries");
            Expect.Equal((object?)"/elsewhere", environ[EnvironKeys.PathInfo], "PATH_INFO as set");
            Expect.That(environ.Remove("HTTP_HOST") || !environ.ContainsKey("HTTP_HOST"), "an entry can be removed");
            Expect.That(environ.Header("Host") is null, "a removed entry is gone");
            environ.Clear();
            Expect.Equal(0, environ.Count, "entries after Clear");
        }));

        list.Add("environ-private", "W-05 W-01", "Every request has an environ of its own, and calls the app once", scenario =>
        {
            var calls = 0;
            scenario.Observe(environ =>
            {
                Interlocked.Increment(ref calls);
                Expect.That(!environ.ContainsKey("my.key"), "the environ is new");
                environ["my.key"] = environ;
                // The follow-up request goes to another app, which fails if the environ is shared.
                environ[EnvironKeys.PathInfo] = "/changed";
            });
            scenario.Check(_ => Expect.Equal(1, calls, "calls of the app"));
        });

        list.Add("environ-server-keys", "W-23",
            "The server keys are text, and REMOTE_USER is present only for an authenticated user", scenario => scenario.Observe(environ =>
        {
            foreach (var key in (string[])[EnvironKeys.ServerSoftware, EnvironKeys.GatewayInterface])
                Expect.That(
                    !environ.TryGetValue(key, out var value) || value is string { Length: > 0 }, $"{key} is absent or says something");
            Expect.That(!environ.ContainsKey(EnvironKeys.RemoteUser), "REMOTE_USER is absent");
            Expect.That(!environ.ContainsKey(EnvironKeys.AuthType), "AUTH_TYPE is absent");
        }));

        list.Add("environ-peer", "W-22 X-03", HostCapabilities.PeerAddress,
            "REMOTE_ADDR is the peer's address and REMOTE_PORT its port", scenario => scenario.Observe(environ =>
        {
            Expect.Equal("127.0.0.1", environ.RemoteAddr, "REMOTE_ADDR");
            Expect.That(environ[EnvironKeys.RemotePort] is string port && ushort.TryParse(port, out _), "REMOTE_PORT is a port");
        }));

        list.Add("environ-scheme", "W-32 W-24",
            "wsgi.url_scheme is that of this hop, and HTTPS is set with TLS only", scenario => scenario.Observe(environ =>
        {
            Expect.Equal(environ.UrlScheme == "https", environ.ContainsKey(EnvironKeys.Https), "HTTPS is there");
            Expect.Equal(
                environ.UrlScheme == "https" ? "on" : null, environ.TryGetValue(EnvironKeys.Https, out var https) ? https : null, "HTTPS");
        }));

        list.Add("environ-tls", "W-24 W-32", HostCapabilities.Tls,
            "With TLS, the environ tells the scheme, the protocol and the cipher", scenario => scenario.Observe(environ =>
        {
            Expect.Equal("https", environ.UrlScheme, "wsgi.url_scheme");
            Expect.That(
                environ[EnvironKeys.SslProtocol] is string protocol && protocol.StartsWith("TLSv1.", StringComparison.Ordinal),
                "SSL_PROTOCOL names a version");
            Expect.That(environ[EnvironKeys.SslCipher] is string { Length: > 0 }, "SSL_CIPHER is there");
            Expect.That(!environ.ContainsKey(EnvironKeys.SslClientSubject), "SSL_CLIENT_S_DN is absent without a certificate");
        }));

        list.Add("environ-errors", "W-34 W-52 W-53 W-55", HostCapabilities.Unlinted,
            "wsgi.errors takes any text, in lines, and survives being closed", scenario => scenario.Observe(environ =>
        {
            environ.Errors.Write("a line\nanother \ud800 \u20ac\n");
            environ.Errors.WriteLine("with an end");
            environ.Errors.Flush();
            environ.Errors.Dispose();
            environ.Errors.Write("without an end");
        }));

        list.Add("environ-protocol", "W-18", "SERVER_PROTOCOL is HTTP/ and a version", scenario => scenario.Observe(environ =>
            Expect.That(environ.ServerProtocol is "HTTP/1.0" or "HTTP/1.1" or "HTTP/2" or "HTTP/3", "SERVER_PROTOCOL is one of HTTP's")));

        list.Add("environ-protocol-1.0", "W-18 W-105", HostCapabilities.Http10,
            "A request in HTTP/1.0 is told as one", scenario => scenario.Observe(environ =>
            Expect.Equal("HTTP/1.0", environ.ServerProtocol, "SERVER_PROTOCOL")));
    }
}
