using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>Which request headers become entries, and under which key.</summary>
public sealed class HeaderNameTests
{
    [Fact]
    public async Task A_header_appears_in_upper_case_with_underscores()
    {
        var environ = await Observed.WithHeadersAsync("X-Foo-2: 1", "x-lower: 2", "User-Agent: me", "X-Empty:");

        environ["HTTP_X_FOO_2"].ShouldBe("1");
        environ["HTTP_X_LOWER"].ShouldBe("2");
        environ["HTTP_USER_AGENT"].ShouldBe("me");
        environ["HTTP_X_EMPTY"].ShouldBe("");
        environ["HTTP_HOST"].ShouldBe("a");
    }

    [Fact]
    public async Task A_header_that_was_not_sent_has_no_entry()
    {
        var environ = await Observed.WithHeadersAsync();

        environ.Keys.Where(key => key.StartsWith("HTTP_", StringComparison.Ordinal)).ShouldBe(["HTTP_HOST"]);
        environ.ShouldNotContainKey("CONTENT_TYPE");
        environ.ShouldNotContainKey("CONTENT_LENGTH");
    }

    [Fact]
    public async Task An_underscore_does_not_pass_for_a_hyphen()
    {
        var environ = await Observed.WithHeadersAsync("X-Auth-User: good", "X_Auth_User: evil");

        environ["HTTP_X_AUTH_USER"].ShouldBe("good");
    }

    [Theory]
    [InlineData("X_Auth_User", "HTTP_X_AUTH_USER")]
    [InlineData("X_AUTH-User", "HTTP_X_AUTH_USER")]
    [InlineData("X.Auth", "HTTP_X.AUTH")]
    [InlineData("X~Auth", "HTTP_X~AUTH")]
    [InlineData("X$Auth", "HTTP_X$AUTH")]
    [InlineData("wsgi.url_scheme", "HTTP_WSGI.URL_SCHEME")]
    public async Task A_name_that_is_not_letters_digits_and_hyphens_is_dropped(string name, string key)
    {
        var environ = await Observed.WithHeadersAsync($"{name}: evil");

        environ.ShouldNotContainKey(key);
        environ.Values.ShouldNotContain("evil");
    }

    [Fact]
    public async Task An_underscore_does_not_make_content_length_or_content_type()
    {
        var environ = await Observed.WithHeadersAsync("Content_Length: 99", "Content_Type: x");

        environ.ShouldNotContainKey("CONTENT_LENGTH");
        environ.ShouldNotContainKey("CONTENT_TYPE");
        environ.ShouldNotContainKey("HTTP_CONTENT_LENGTH");
        environ.ShouldNotContainKey("HTTP_CONTENT_TYPE");
    }

    [Theory]
    [InlineData("SCRIPT_NAME", "")]
    [InlineData("PATH_INFO", "/")]
    [InlineData("REMOTE_ADDR", "127.0.0.1")]
    [InlineData("REMOTE_USER", null)]
    [InlineData("wsgi.url_scheme", "http")]
    [InlineData("REQUEST_METHOD", "GET")]
    [InlineData("SERVER_NAME", "a")]
    public async Task No_header_sets_an_entry_of_the_request(string key, string? expected)
    {
        var environ = await Observed.WithHeadersAsync($"{key}: /evil", $"{key.Replace('_', '-')}: /evil");

        environ.GetValueOrDefault(key).ShouldBe(expected);
    }

    [Fact]
    public async Task The_header_proxy_does_not_become_the_setting_http_proxy()
    {
        var environ = await Observed.WithHeadersAsync("Proxy: http://evil", "PROXY: http://evil");

        environ.ShouldNotContainKey("HTTP_PROXY");
    }

    [Fact]
    public async Task Content_type_and_content_length_have_no_second_name()
    {
        var environ = await Observed.AsSentAsync("POST / HTTP/1.1", "Host: a", "Content-Type: text/x", "Content-Length: 3", "", "abc");

        environ["CONTENT_TYPE"].ShouldBe("text/x");
        environ["CONTENT_LENGTH"].ShouldBe("3");
        environ.ShouldNotContainKey("HTTP_CONTENT_TYPE");
        environ.ShouldNotContainKey("HTTP_CONTENT_LENGTH");
    }

    [Theory]
    [InlineData("X-Forwarded-For: 6.6.6.6")]
    [InlineData("Forwarded: for=6.6.6.6;proto=https;host=evil")]
    [InlineData("X-Forwarded-Proto: https")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("X-Forwarded-Host: evil")]
    public async Task Forwarded_headers_mean_nothing_unless_the_deployer_trusts_a_proxy(string header)
    {
        var environ = await Observed.WithHeadersAsync(header);

        environ["REMOTE_ADDR"].ShouldBe("127.0.0.1");
        environ["wsgi.url_scheme"].ShouldBe("http");
        environ["SCRIPT_NAME"].ShouldBe("");
        environ["SERVER_NAME"].ShouldBe("a");
    }

    [Fact]
    public async Task Authorization_reaches_the_app()
    {
        var environ = await Observed.WithHeadersAsync("Authorization: Basic YTpi");

        environ["HTTP_AUTHORIZATION"].ShouldBe("Basic YTpi");
    }

    [Fact]
    public async Task The_raw_headers_are_unmerged_and_unfiltered()
    {
        var environ = await Observed.WithHeadersAsync("X-A: 1", "X_A: 2", "X-A: 3", "Proxy: p");

        var raw = environ["gateway.raw_headers"].ShouldBeAssignableTo<IReadOnlyList<(string Name, string Value)>>()!;
        raw.Where(header => header.Name == "X-A").Select(header => header.Value).ShouldBe(["1", "3"]);
        raw.ShouldContain(("X_A", "2"));
        raw.ShouldContain(("Proxy", "p"));
        raw.ShouldContain(("Host", "a"));
    }
}
