using Gateway.Fakes;

namespace Gateway.Environs;

public class EnvironForRequestTests
{
    [Theory]
    [InlineData("REQUEST_METHOD", typeof(string))]
    [InlineData("SCRIPT_NAME", typeof(string))]
    [InlineData("PATH_INFO", typeof(string))]
    [InlineData("QUERY_STRING", typeof(string))]
    [InlineData("SERVER_NAME", typeof(string))]
    [InlineData("SERVER_PORT", typeof(string))]
    [InlineData("SERVER_PROTOCOL", typeof(string))]
    [InlineData("REQUEST_URI", typeof(string))]
    [InlineData("RAW_URI", typeof(string))]
    [InlineData("REMOTE_ADDR", typeof(string))]
    [InlineData("HTTP_HOST", typeof(string))]
    [InlineData("gateway.raw_headers", typeof(IReadOnlyList<(string Name, string Value)>))]
    [InlineData("wsgi.version", typeof((int, int)))]
    [InlineData("wsgi.url_scheme", typeof(string))]
    [InlineData("wsgi.input", typeof(Stream))]
    [InlineData("wsgi.input_terminated", typeof(bool))]
    [InlineData("wsgi.errors", typeof(TextWriter))]
    [InlineData("wsgi.multithread", typeof(bool))]
    [InlineData("wsgi.multiprocess", typeof(bool))]
    [InlineData("wsgi.run_once", typeof(bool))]
    [InlineData("wsgi.file_wrapper", typeof(Func<Stream, int, Body>))]
    [InlineData("gateway.request_aborted", typeof(CancellationToken))]
    [InlineData("gateway.stopping", typeof(CancellationToken))]
    [InlineData("gateway.response_finished", typeof(ICollection<Func<Environ, string?, Exception?, ValueTask>>))]
    public void Every_key_that_is_always_there_is_there(string key, Type type) =>
        Environ.ForRequest()[key].ShouldBeAssignableTo(type);

    [Fact]
    public void Without_arguments_it_is_a_request_for_the_root()
    {
        var environ = Environ.ForRequest();

        environ.RequestMethod.ShouldBe("GET");
        environ.ScriptName.ShouldBe("");
        environ.PathInfo.ShouldBe("/");
        environ.QueryString.ShouldBe("");
        environ.ServerProtocol.ShouldBe("HTTP/1.1");
        environ["wsgi.version"].ShouldBe((1, 0));
        environ["wsgi.input_terminated"].ShouldBe(true);
        environ.Input.ReadByte().ShouldBe(-1);
    }

    [Fact]
    public void What_is_only_there_if_the_request_has_it_is_not_there()
    {
        var environ = Environ.ForRequest();

        string[] optional =
            ["CONTENT_TYPE", "CONTENT_LENGTH", "REMOTE_USER", "AUTH_TYPE", "HTTPS", "wsgi.websocket", "gateway.trailers", "gateway.user",
                "gateway.client_certificate"];
        optional.ShouldAllBe(key => !environ.ContainsKey(key));
    }

    [Fact]
    public void The_target_is_taken_apart()
    {
        var environ = Environ.ForRequest("DELETE", "/caf%C3%A9/a%2Fb?x=%2F&y");

        environ.RequestMethod.ShouldBe("DELETE");
        environ.PathInfo.ShouldBe("/caf\u00e9/a%2Fb");
        environ.QueryString.ShouldBe("x=%2F&y");
        environ["REQUEST_URI"].ShouldBe("/caf%C3%A9/a%2Fb?x=%2F&y");
        environ["RAW_URI"].ShouldBe("/caf%C3%A9/a%2Fb?x=%2F&y");
    }

    [Theory]
    [InlineData("/a%2fb", "/a%2fb")]
    [InlineData("/a%252Fb", "/a%2Fb")]
    [InlineData("/%FF%c0%af", "/%FF%c0%af")]
    [InlineData("/%zz%", "/%zz%")]
    [InlineData("//a//b", "//a//b")]
    [InlineData("/caf\u00e9", "/caf\u00e9")]
    [InlineData("/?", "/")]
    public void The_path_is_decoded_as_the_server_does(string target, string path) =>
        Environ.ForRequest("GET", target).PathInfo.ShouldBe(path);

    [Fact]
    public void A_method_is_taken_as_it_is() => Environ.ForRequest("frob").RequestMethod.ShouldBe("frob");

    [Fact]
    public void A_body_comes_with_its_length()
    {
        var environ = Environ.ForRequest("POST", "/", Blocks.Of("hello"));

        environ["CONTENT_LENGTH"].ShouldBe("5");
        ((IReadOnlyList<(string, string)>)environ["gateway.raw_headers"]!).ShouldBe([("Host", "127.0.0.1"), ("Content-Length", "5")]);
        using var reader = new StreamReader(environ.Input);
        reader.ReadToEnd().ShouldBe("hello");
    }

    [Fact]
    public void A_whole_url_gives_scheme_host_and_port()
    {
        var environ = Environ.ForRequest("GET", "https://example.com:8443/x?y#fragment");

        environ.UrlScheme.ShouldBe("https");
        environ["HTTPS"].ShouldBe("on");
        environ.ServerName.ShouldBe("example.com");
        environ.ServerPort.ShouldBe(8443);
        environ.Header("Host").ShouldBe("example.com:8443");
        environ.PathInfo.ShouldBe("/x");
        environ.QueryString.ShouldBe("y");
    }

    [Fact]
    public void A_default_port_is_not_in_the_Host_header()
    {
        var environ = Environ.ForRequest("GET", "https://example.com/");

        environ.Header("Host").ShouldBe("example.com");
        environ.ServerPort.ShouldBe(443);
    }

    [Fact]
    public void An_international_host_is_sent_in_ascii()
    {
        var environ = Environ.ForRequest("GET", "http://m\u00fcnchen.example:81/");

        environ.Header("Host").ShouldBe("xn--mnchen-3ya.example:81");
        environ.ServerName.ShouldBe("xn--mnchen-3ya.example");
    }

    [Fact]
    public void An_IPv6_host_keeps_its_brackets()
    {
        var environ = Environ.ForRequest("GET", "http://[::1]:8080/");

        environ.ServerName.ShouldBe("[::1]");
        environ.Header("Host").ShouldBe("[::1]:8080");
    }

    [Fact]
    public void User_information_in_a_url_reaches_no_key()
    {
        var environ = Environ.ForRequest("GET", "http://user:secret@example.com/x");

        EnvironOperation.Show(environ).ShouldNotContain("secret");
    }

    [Fact]
    public void An_asterisk_stands_for_the_server()
    {
        var environ = Environ.ForRequest("OPTIONS", "*");

        environ.PathInfo.ShouldBe("*");
        environ["REQUEST_URI"].ShouldBe("*");
        environ.ServerName.ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("?query")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("**")]
    public void A_target_that_is_neither_path_nor_url_is_an_error_that_quotes_it(string target)
    {
        var error = Should.Throw<ArgumentException>(() => Environ.ForRequest("GET", target));

        error.ParamName.ShouldBe("target");
        error.Message.ShouldContain($"'{target}'");
    }

    [Fact]
    public void Method_and_target_are_needed()
    {
        Should.Throw<ArgumentException>(() => Environ.ForRequest("")).ParamName.ShouldBe("method");
        Should.Throw<ArgumentNullException>(() => Environ.ForRequest(null!)).ParamName.ShouldBe("method");
        Should.Throw<ArgumentNullException>(() => Environ.ForRequest("GET", null!)).ParamName.ShouldBe("target");
    }

    [Fact]
    public void Two_environs_share_nothing_that_can_change()
    {
        var (one, other) = (Environ.ForRequest(), Environ.ForRequest());

        foreach (var key in new[] { "wsgi.input", "wsgi.errors", "gateway.response_finished" })
            one[key].ShouldNotBeSameAs(other[key]);
    }

    [Fact]
    public void The_file_wrapper_is_a_stream_body()
    {
        using var stream = new MemoryStream();

        var body = ((Func<Stream, int, Body>)Environ.ForRequest()["wsgi.file_wrapper"]!)(stream, 5).ShouldBeOfType<StreamBody>();

        body.Source.ShouldBeSameAs(stream);
        body.BlockSize.ShouldBe(5);
    }
}
