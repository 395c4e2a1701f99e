using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Requests;

public sealed class RequestEnvironTests
{
    [Fact]
    public Task The_entries_say_that_a_process_serves_one_request() => CgiRequest.Get().SeeAsync(environ =>
    {
        environ["wsgi.version"].ShouldBe((1, 0));
        environ["wsgi.multithread"].ShouldBe(false);
        environ["wsgi.multiprocess"].ShouldBe(true);
        environ["wsgi.run_once"].ShouldBe(true);
        environ["wsgi.input_terminated"].ShouldBe(true);
        environ["wsgi.input"].ShouldBeAssignableTo<Stream>();
        environ["wsgi.errors"].ShouldBeAssignableTo<TextWriter>();
        environ["wsgi.file_wrapper"].ShouldBeOfType<Func<Stream, int, Body>>();
        environ["gateway.request_aborted"].ShouldBeOfType<CancellationToken>().CanBeCanceled.ShouldBeTrue();
        environ["gateway.stopping"].ShouldBeOfType<CancellationToken>();
    });

    [Theory]
    [InlineData("gateway.raw_headers")]
    [InlineData("gateway.trailers")]
    [InlineData("wsgi.websocket")]
    [InlineData("gateway.services")]
    public Task A_variable_that_the_web_server_omits_is_absent(string key) =>
        CgiRequest.Get().SeeAsync(environ => environ.ShouldNotContainKey(key));

    [Fact]
    public Task The_rest_of_the_environment_is_there() => CgiRequest.Get(("LANG", "C.UTF-8"), ("EMPTY", "")).SeeAsync(environ =>
    {
        environ["LANG"].ShouldBe("C.UTF-8");
        environ["EMPTY"].ShouldBe("");
    });

    [Theory]
    [InlineData("gateway.user")]
    [InlineData("wsgi.websocket")]
    [InlineData("HTTP_PROXY")]
    [InlineData("HTTP_CONTENT_LENGTH")]
    [InlineData("HTTP_CONTENT_TYPE")]
    [InlineData("HTTP_x")]
    [InlineData("HTTP_A[")]
    public Task A_variable_that_would_pass_for_something_else_is_left_out(string name) =>
        CgiRequest.Get((name, "evil")).SeeAsync(environ => environ.ShouldNotContainKey(name));

    [Theory]
    [InlineData("CONTENT_TYPE")]
    [InlineData("CONTENT_LENGTH")]
    [InlineData("REMOTE_ADDR")]
    [InlineData("AUTH_TYPE")]
    public Task An_empty_variable_says_not_known(string name) =>
        CgiRequest.Get((name, "")).SeeAsync(environ => environ.ShouldNotContainKey(name));

    [Fact]
    public async Task A_user_counts_only_where_somebody_authenticated_them()
    {
        await CgiRequest.Get(("REMOTE_USER", "x")).SeeAsync(environ => environ.ShouldNotContainKey("REMOTE_USER"));
        await CgiRequest.Get(("REMOTE_USER", "x"), ("AUTH_TYPE", "Basic")).SeeAsync(environ => environ["REMOTE_USER"].ShouldBe("x"));
    }

    [Theory]
    [InlineData("on", "https")]
    [InlineData("1", "https")]
    [InlineData("Yes", "https")]
    [InlineData("off", "http")]
    [InlineData("", "http")]
    public Task HTTPS_tells_the_scheme(string https, string scheme) => CgiRequest.Get(("HTTPS", https)).SeeAsync(environ =>
    {
        environ.UrlScheme.ShouldBe(scheme);
        (environ.TryGetValue("HTTPS", out var value) ? value : null).ShouldBe(scheme == "https" ? "on" : null);
    });

    [Theory]
    [InlineData("HTTP/1.0", "HTTP/1.0")]
    [InlineData("HTTP/2.0", "HTTP/2")]
    [InlineData("HTTP/3.0", "HTTP/3")]
    [InlineData("", "HTTP/1.0")]
    public Task The_protocol_has_the_name_the_RFCs_give_it(string given, string protocol) =>
        CgiRequest.Get(("SERVER_PROTOCOL", given)).SeeAsync(environ => environ.ServerProtocol.ShouldBe(protocol));

    [Theory]
    [InlineData("/", "/a", "", "/a")]
    [InlineData("", "", "", "/")]
    [InlineData("/hello", "", "/hello", "")]
    public Task A_path_begins_with_a_slash_unless_there_is_none(
        string scriptName, string pathInfo, string expectedScriptName, string expectedPathInfo) =>
        CgiRequest.Get(("SCRIPT_NAME", scriptName), ("PATH_INFO", pathInfo)).SeeAsync(environ =>
        {
            environ.ScriptName.ShouldBe(expectedScriptName);
            environ.PathInfo.ShouldBe(expectedPathInfo);
        });

    [Theory]
    [InlineData("[::1]:8080", "[::1]")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("example.org:80", "example.org")]
    [InlineData("", "localhost")]
    public Task A_server_without_a_name_has_that_of_the_Host_header(string host, string name) =>
        CgiRequest.Get(("SERVER_NAME", ""), ("HTTP_HOST", host)).SeeAsync(environ => environ.ServerName.ShouldBe(name));

    [Fact]
    public async Task A_program_that_no_web_server_started_answers_and_says_so()
    {
        var request = new CgiRequest();
        request.Environment.Clear();

        var answer = await request.RunAsync((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text($"{environ.RequestMethod} {environ.Url} {environ.QueryString} {environ.ServerProtocol}");
        });

        answer.Text.ShouldBe("GET http://localhost/  HTTP/1.0");
        answer.Errors.ShouldStartWith("REQUEST_METHOD is not set");
    }

    [Theory]
    [InlineData("HTTP_X_A", "a\nb", "400 Bad Request")]
    [InlineData("CONTENT_LENGTH", "-1", "400 Bad Request")]
    [InlineData("CONTENT_LENGTH", "12\0", "400 Bad Request")]
    [InlineData("CONTENT_LENGTH", "99999999999999999999", "400 Bad Request")]
    [InlineData("REQUEST_URI", "/a#b", "400 Bad Request")]
    [InlineData("REQUEST_METHOD", "CONNECT", "501 Not Implemented")]
    public async Task A_request_that_no_app_may_see_is_refused(string name, string value, string status)
    {
        var answer = await CgiRequest.Get((name, value))
            .RunAsync((GatewayApp)((_, _) => throw new InvalidOperationException("The app was asked.")));

        answer.Status.ShouldBe(status);
        answer.ExitCode.ShouldBe(0);
        answer.Errors.ShouldBe("");
    }
}
