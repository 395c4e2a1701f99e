namespace Gateway.Toolkit.Tests;

public class ForwardedParsingTests : ProxyFixTest
{
    [Theory]
    [InlineData("192.0.2.1, ")]
    [InlineData(", 192.0.2.1")]
    [InlineData(",,192.0.2.1 , ,")]
    public void Empty_elements_of_a_list_count_for_nothing(string header)
    {
        var environ = Request("127.0.0.1", ("X-Forwarded-For", header), ("X-Forwarded-Proto", " , https,"));

        Fix(environ, _ => { }).ShouldBeNull();

        (environ.RemoteAddr, environ.UrlScheme, environ.Header("X-Forwarded-For")).ShouldBe(("192.0.2.1", "https", "192.0.2.1"));
        environ.ContainsKey(EnvironKeys.RemotePort).ShouldBeFalse();
    }

    [Theory]
    [InlineData("X-Forwarded-For", "evil")]
    [InlineData("X-Forwarded-For", "127.1")]
    [InlineData("X-Forwarded-For", "0x7f000001")]
    [InlineData("X-Forwarded-For", "192.0.2.7:99999")]
    [InlineData("X-Forwarded-For", "192.0.2.7\u0000")]
    [InlineData("X-Forwarded-For", "fe80::1%eth0")]
    [InlineData("X-Forwarded-For", "[192.0.2.7]")]
    [InlineData("X-Forwarded-For", "1")]
    [InlineData("X-Forwarded-For", "1:80")]
    [InlineData("X-Forwarded-For", "[1]:80")]
    [InlineData("X-Forwarded-For", "192.0.2.07")]
    [InlineData("X-Forwarded-For", "192.0.2.7:0")]
    [InlineData("X-Forwarded-Proto", "wsss")]
    [InlineData("X-Forwarded-Proto", "gopher")]
    [InlineData("X-Forwarded-Proto", "https\r\nX: y")]
    [InlineData("X-Forwarded-Host", "user@example.com")]
    [InlineData("X-Forwarded-Host", "example.com/path")]
    [InlineData("X-Forwarded-Host", "example.com:x")]
    [InlineData("X-Forwarded-Host", "[::1")]
    [InlineData("X-Forwarded-Port", "0")]
    [InlineData("X-Forwarded-Port", "70000")]
    [InlineData("X-Forwarded-Port", "80 ")]
    [InlineData("X-Forwarded-Prefix", "app")]
    [InlineData("X-Forwarded-Prefix", "//evil.example")]
    [InlineData("X-Forwarded-Prefix", "/a/../b")]
    [InlineData("X-Forwarded-Prefix", "/a?b")]
    [InlineData("X-Forwarded-Prefix", "/a%2fb")]
    public void What_is_malformed_is_refused_or_passed_over(string name, string value)
    {
        if (value == "80 ")
            value = "8 0"; // Blanks around an entry are none of it.

        Fix(Request("127.0.0.1", (name, value)), All).ShouldBe("400 Bad Request");

        var environ = Request("127.0.0.1", (name, value));
        Fix(environ, options =>
        {
            All(options);
            options.IgnoreMalformed = true;
        }).ShouldBeNull();
        (environ.RemoteAddr, environ.UrlScheme, environ.Header("Host"), environ.ServerPort, environ.ScriptName, environ.Header(name))
            .ShouldBe(("127.0.0.1", "http", "127.0.0.1", 80, "", null));
    }

    [Theory]
    [InlineData("for=192.0.2.43", "192.0.2.43|http|127.0.0.1")]
    [InlineData("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17|http|127.0.0.1")]
    [InlineData("for=192.0.2.60;proto=https;by=203.0.113.43", "192.0.2.60|https|127.0.0.1")]
    [InlineData("for=192.0.2.43, for=198.51.100.17", "198.51.100.17|http|127.0.0.1")]
    [InlineData("for=\"192.0.2.43:80\";host=\"www.example.com:8080\"; proto=HTTPS", null)] // RFC 7239, 4: no blank within an element.
    [InlineData("for=\"192.0.2.43:80\";host=\"www.example.com:8080\";proto=HTTPS", "192.0.2.43|https|www.example.com:8080")]
    [InlineData("for=unknown;proto=https", "127.0.0.1|https|127.0.0.1")]
    [InlineData("for=\"_gazonk\"", "127.0.0.1|http|127.0.0.1")]
    [InlineData("for=\"1\\92.0.2.43\"", "192.0.2.43|http|127.0.0.1")]
    [InlineData("secret=\"a,b;c\\\"d\";for=192.0.2.43", "192.0.2.43|http|127.0.0.1")]
    [InlineData(",, for=192.0.2.43 ,", "192.0.2.43|http|127.0.0.1")]
    [InlineData("for=\"192.0.2.43", null)]
    [InlineData("for=x;by=\", for=192.0.2.43", null)] // An open quote must not swallow what the proxy has added.
    [InlineData("for=192.0.2.43;for=192.0.2.44", null)]
    [InlineData("for", null)]
    [InlineData("for=", null)]
    [InlineData("for=2001:db8::1", null)]
    [InlineData("for=\"2001:db8::1\"", null)]
    [InlineData("for=\"192.0.2.43\"x", null)]
    [InlineData("for=192.0.2.43 for=192.0.2.44", null)]
    [InlineData("proto=javascript", null)]
    [InlineData("host=\"a b\"", null)]
    [InlineData("for=\"\\", null)]
    public void Forwarded_is_read_as_rfc_7239_has_it(string header, string? expected)
    {
        var environ = Request("127.0.0.1", ("Forwarded", header), ("X-Forwarded-For", "203.0.113.1"));

        var answer = Fix(environ,
            options => (options.UseForwarded, options.Headers) = (true, ProxyHeaders.For | ProxyHeaders.Proto | ProxyHeaders.Host));

        answer.ShouldBe(expected is null ? "400 Bad Request" : null);
        if (expected is not null)
            $"{environ.RemoteAddr}|{environ.UrlScheme}|{environ.Header("Host")}".ShouldBe(expected);
        environ.Header("X-Forwarded-For").ShouldBeNull();
    }
}
