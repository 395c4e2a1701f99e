using Gateway.Fakes;

namespace Gateway.Linting;

public class EnvironRuleTests
{
    public static TheoryData<string, string, object?> WrongEntries => new()
    {
        { "environ-forbidden", "HTTP_CONTENT_TYPE", "text/plain" },
        { "environ-forbidden", "HTTP_CONTENT_LENGTH", "1" },
        { "environ-forbidden", "HTTP_PROXY", "evil" },
        { "environ-strings", "X", 1 },
        { "environ-strings", "HTTP_X", null },
        { "environ-strings", "CONTENT_LENGTH", 1L },
        { "environ-strings", "SERVER_PORT", 80 },
        { "environ-strings", "REMOTE_USER", null },
        { "environ-types", "wsgi.version", "1.0" },
        { "environ-types", "wsgi.version", new Version(1, 0) },
        { "environ-types", "wsgi.url_scheme", 1 },
        { "environ-types", "wsgi.input", "body" },
        { "environ-types", "wsgi.input_terminated", "true" },
        { "environ-types", "wsgi.errors", null },
        { "environ-types", "wsgi.multithread", 1 },
        { "environ-types", "wsgi.multiprocess", null },
        { "environ-types", "wsgi.run_once", "no" },
        { "environ-types", "wsgi.file_wrapper", "x" },
        { "environ-types", "wsgi.websocket", null },
        { "environ-types", "gateway.raw_headers", "x" },
        { "environ-types", "gateway.request_aborted", null },
        { "environ-types", "gateway.stopping", 1 },
        { "environ-types", "gateway.response_finished", null },
        { "environ-types", "gateway.response_finished", Array.Empty<Func<Environ, string?, Exception?, ValueTask>>() },
        { "environ-types", "gateway.trailers", 1 },
        { "environ-types", "gateway.user", "me" },
        { "environ-types", "gateway.client_certificate", "me" },
        { "environ-types", "gateway.services", 1 },
        { "environ-types", "aspnetcore.http_context", null },
        { "environ-header-keys", "HTTP_x", "" },
        { "environ-header-keys", "HTTP_X-Y", "" },
        { "request-method", "REQUEST_METHOD", "" },
        { "request-method", "REQUEST_METHOD", "GET /" },
        { "wsgi-version", "wsgi.version", (1, 1) },
        { "url-scheme", "wsgi.url_scheme", "ftp" },
        { "url-scheme", "wsgi.url_scheme", "HTTP" },
        { "input-terminated", "wsgi.input_terminated", false },
        { "script-name", "SCRIPT_NAME", "/" },
        { "script-name", "SCRIPT_NAME", "a" },
        { "script-name", "SCRIPT_NAME", "/a/" },
        { "path-info", "PATH_INFO", "" },
        { "path-info", "PATH_INFO", "a" },
        { "path-info", "PATH_INFO", "*" },
        { "path-info", "PATH_INFO", "example.org:80" },
        { "path-info", "PATH_INFO", "http://a/" },
        { "query-string", "QUERY_STRING", "?a=1" },
        { "request-uri", "REQUEST_URI", "" },
        { "request-uri", "REQUEST_URI", "/a#b" },
        { "request-uri", "RAW_URI", "/a#b" },
        { "server-name", "SERVER_NAME", "" },
        { "server-name", "SERVER_NAME", "a b" },
        { "server-name", "SERVER_NAME", "a:80" },
        { "server-name", "SERVER_NAME", "::1" },
        { "server-name", "SERVER_NAME", "[::g]" },
        { "server-name", "SERVER_NAME", "[127.0.0.1]" },
        { "server-port", "SERVER_PORT", "" },
        { "server-port", "SERVER_PORT", "http" },
        { "server-port", "SERVER_PORT", "65536" },
        { "server-port", "SERVER_PORT", "-1" },
        { "server-protocol", "SERVER_PROTOCOL", "" },
        { "server-protocol", "SERVER_PROTOCOL", "http/1.1" },
        { "server-protocol", "SERVER_PROTOCOL", "HTTP/11" },
        { "server-protocol", "SERVER_PROTOCOL", "HTTP/1." },
        { "http-host", "HTTP_HOST", "a b" },
        { "http-host", "HTTP_HOST", "a:b" },
        { "http-host", "HTTP_HOST", "::1" },
        { "http-host", "HTTP_HOST", "a/b" },
        { "content-length-digits", "CONTENT_LENGTH", "" },
        { "content-length-digits", "CONTENT_LENGTH", "-1" },
        { "content-length-digits", "CONTENT_LENGTH", "+1" },
        { "content-length-digits", "CONTENT_LENGTH", "1\0" },
        { "content-length-digits", "CONTENT_LENGTH", "99999999999999999999" },
    };

    public static TheoryData<string, string, object?> RightEntries => new()
    {
        { "GET", "PATH_INFO", "//a" },
        { "GET", "PATH_INFO", "/a#b?" },
        { "OPTIONS", "PATH_INFO", "*" },
        { "OPTIONS", "PATH_INFO", "/" },
        { "CONNECT", "PATH_INFO", "example.org:443" },
        { "CONNECT", "PATH_INFO", "/chat" },
        { "GET", "SCRIPT_NAME", "/a/b" },
        { "GET", "SERVER_NAME", "[::1]" },
        { "GET", "SERVER_NAME", "127.0.0.1" },
        { "GET", "SERVER_NAME", "my_host.example" },
        { "GET", "SERVER_PORT", "0" },
        { "GET", "SERVER_PROTOCOL", "HTTP/2" },
        { "GET", "SERVER_PROTOCOL", "HTTP/1.0" },
        { "GET", "HTTP_HOST", "" },
        { "GET", "HTTP_HOST", "[::1]:8080" },
        { "GET", "HTTP_HOST", "[::1]" },
        { "GET", "HTTP_HOST", "a:" },
        { "GET", "CONTENT_LENGTH", "0" },
        { "GET", "my.thing", null },
        { "GET", "HOME", "/root" },
        { "GET", "HTTP_", "" },
    };

    public static TheoryData<string> RequiredKeys =>
    [
        "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
        "wsgi.version", "wsgi.url_scheme", "wsgi.input", "wsgi.input_terminated", "wsgi.errors", "wsgi.multithread", "wsgi.multiprocess",
        "wsgi.run_once",
    ];

    [Theory]
    [MemberData(nameof(WrongEntries))]
    public async Task A_wrong_entry_is_the_hosts_mistake(string rule, string key, object? value)
    {
        foreach (var isAsync in new[] { false, true })
        {
            var environ = Environ.ForRequest();
            environ[key] = value;

            var error = await LintHost.ShouldBreakAsync(
                rule, LintSide.Host, () => RunAsync(environ, isAsync), key == EnvironKeys.Errors ? null : environ);

            error.Message.ShouldContain(key);
        }
    }

    [Theory]
    [MemberData(nameof(RequiredKeys))]
    public async Task A_required_key_may_not_be_missing(string key)
    {
        foreach (var isAsync in new[] { false, true })
        {
            var environ = Environ.ForRequest();
            environ.Remove(key);

            (await LintHost.ShouldBreakAsync("environ-required", LintSide.Host, () => RunAsync(environ, isAsync)))
                .Message.ShouldContain(key);
        }
    }

    [Theory]
    [MemberData(nameof(RightEntries))]
    public async Task An_unusual_entry_passes(string method, string key, object? value)
    {
        var environ = Environ.ForRequest(method);
        environ[key] = value;

        await RunAsync(environ, isAsync: false);

        LintHost.ErrorsOf(environ).ShouldBe("");
    }

    [Fact]
    public async Task An_environ_for_tests_passes_as_it_is()
    {
        foreach (var environ in new[] { Environ.ForRequest(), Environ.ForRequest("POST", "https://[::1]:8443/a%20b?c=d", new byte[3]),
            Environ.ForRequest("OPTIONS", "*"), Environ.ForRequest("GET", "/??") })
        {
            await RunAsync(environ, isAsync: true);
            LintHost.ErrorsOf(environ).ShouldBe("");
        }
    }

    [Fact]
    public async Task Below_a_prefix_the_path_may_be_empty()
    {
        var environ = Environ.ForRequest();
        (environ.ScriptName, environ.PathInfo) = ("/a", "");

        await RunAsync(environ, isAsync: false);
    }

    [Fact]
    public async Task Input_can_be_read()
    {
        var environ = Environ.ForRequest();
        environ.Input.Dispose();

        await LintHost.ShouldBreakAsync("input-readable", LintSide.Host, () => RunAsync(environ, isAsync: false), environ);
    }

    [Fact]
    public void Middleware_that_spoils_the_environ_is_named()
    {
        var app = Lint.Check(Spoil(Lint.Check((GatewayApp)((_, _) => Body.Empty))));

        LintHost.ShouldBreak("script-name", LintSide.Host, () => LintHost.Serve(app))
            .Message.ShouldStartWith($"The middleware {nameof(EnvironRuleTests)}.{nameof(Spoil)} broke");
    }

    private static GatewayApp Spoil(GatewayApp app) => (environ, start) =>
    {
        environ.ScriptName = "/";
        return app(environ, start);
    };

    private static Task RunAsync(Environ environ, bool isAsync) => LintHost.RunAsync(
        (_, start) =>
        {
            start("200 OK", []);
            return Body.Empty;
        },
        isAsync,
        environ);
}
