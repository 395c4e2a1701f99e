namespace Gateway.Environs;

/// <summary>PEP 3333, "URL Reconstruction".</summary>
public class EnvironUrlTests
{
    private readonly Environ _environ = Environ.ForRequest();

    private string Url => _environ.Url.AbsoluteUri;

    [Theory]
    [InlineData("/")]
    [InlineData("/a%2Fb")]
    [InlineData("/a%2fb")]
    [InlineData("/a%252Fb")]
    [InlineData("/a%252Fb%2fc%2Fd")]
    [InlineData("/caf%C3%A9/%E2%82%AC?q=%C3%A9&r=%2F")]
    [InlineData("/with%20blank?a=b%20c+d")]
    [InlineData("/not-utf8-%FF")]
    [InlineData("//evil/x")]
    [InlineData("/a//b/")]
    [InlineData("/;v=1/@me/a:b,c=d?x[]=1&?/")]
    public void The_url_of_a_request_is_its_target(string target) =>
        Environ.ForRequest("GET", target).Url.AbsoluteUri.ShouldBe("http://127.0.0.1" + target);

    [Theory]
    [InlineData("http://example.com/x")]
    [InlineData("https://example.com/x?q=%2F")]
    [InlineData("http://example.com:8080/a%2Fb")]
    [InlineData("https://example.com:80/")]
    [InlineData("http://[::1]:8443/x")]
    [InlineData("https://[2001:db8::1]/x")]
    public void The_url_of_a_request_keeps_scheme_host_and_port(string url) =>
        Environ.ForRequest("GET", url).Url.AbsoluteUri.ShouldBe(url);

    [Theory]
    [InlineData("http://example.com/a%252Fb%2Fc?q", "http://example.com/a%252Fb%2Fc?q")]
    [InlineData("http://example.com?q", "http://example.com/a%2Fb%2Fc?q")]
    public void A_target_that_is_a_whole_url_tells_the_two_slashes_apart_as_well(string target, string url)
    {
        _environ["HTTP_HOST"] = "example.com";
        _environ.PathInfo = "/a%2Fb%2Fc";
        _environ.QueryString = "q";

        _environ["REQUEST_URI"] = target;

        Url.ShouldBe(url);
    }

    [Fact]
    public void Two_slashes_at_the_start_of_the_path_name_no_other_host()
    {
        _environ.PathInfo = "//evil/x";

        _environ.Url.Host.ShouldBe("127.0.0.1");
        _environ.Url.AbsolutePath.ShouldBe("//evil/x");
    }

    [Theory]
    [InlineData("@evil/x", "/@evil/x")]
    [InlineData(":81/x", "/:81/x")]
    [InlineData(".evil", "/.evil")]
    public void A_path_rewritten_without_its_slash_names_no_other_host(string path, string expected)
    {
        _environ.PathInfo = path;

        _environ.Url.Host.ShouldBe("127.0.0.1");
        _environ.Url.Port.ShouldBe(80);
        _environ.Url.AbsolutePath.ShouldBe(expected);
    }

    [Fact]
    public void A_rewritten_path_is_encoded()
    {
        _environ.PathInfo = "/a b/caf\u00e9/\ud83d\ude00/100%/x?y#z/%2F/\r\n";

        Url.ShouldBe("http://127.0.0.1/a%20b/caf%C3%A9/%F0%9F%98%80/100%25/x%3Fy%23z/%2F/%0D%0A");
    }

    [Fact]
    public void A_rewritten_path_is_used_instead_of_the_target()
    {
        var environ = Environ.ForRequest("GET", "/old%2Fpath?q=1");

        environ.PathInfo = "/new";

        environ.Url.AbsoluteUri.ShouldBe("http://127.0.0.1/new?q=1");
    }

    [Fact]
    public void The_path_begins_with_the_mount_point()
    {
        _environ.ScriptName = "/my app";
        _environ.PathInfo = "/x";

        Url.ShouldBe("http://127.0.0.1/my%20app/x");
    }

    [Fact]
    public void Mounting_does_not_change_the_url()
    {
        var environ = Environ.ForRequest("GET", "/api/a%252Fb?q");

        environ.ScriptName = "/api";
        environ.PathInfo = "/a%2Fb";

        environ.Url.AbsoluteUri.ShouldBe("http://127.0.0.1/api/a%252Fb?q");
    }

    [Fact]
    public void A_number_sign_does_not_cut_the_url_off()
    {
        var environ = Environ.ForRequest("GET", "/a#b?c#d");

        environ.Url.AbsoluteUri.ShouldBe("http://127.0.0.1/a%23b?c%23d");
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_break_the_url()
    {
        _environ.PathInfo = "/\ud83d";

        Url.ShouldBe("http://127.0.0.1/%EF%BF%BD");
    }

    [Fact]
    public void The_url_of_a_request_for_the_server_has_no_path()
    {
        var url = Environ.ForRequest("OPTIONS", "*").Url;

        url.AbsoluteUri.ShouldBe("http://127.0.0.1/");
    }

    [Theory]
    [InlineData("http", "80", "http://name/")]
    [InlineData("https", "443", "https://name/")]
    [InlineData("https", "80", "https://name:80/")]
    [InlineData("http", "443", "http://name:443/")]
    [InlineData("http", "8080", "http://name:8080/")]
    public void Without_a_Host_header_server_name_and_port_are_used(string scheme, string port, string url)
    {
        _environ.Remove("HTTP_HOST");
        _environ["SERVER_NAME"] = "name";
        _environ["SERVER_PORT"] = port;
        _environ.UrlScheme = scheme;

        Url.ShouldBe(url);
    }

    [Fact]
    public void The_Host_header_is_used_rather_than_server_name_and_port()
    {
        _environ["HTTP_HOST"] = "example.com:81";
        _environ.ServerName = "name";
        _environ.ServerPort = 8080;

        Url.ShouldBe("http://example.com:81/");
    }

    [Theory]
    [InlineData("good@evil")]
    [InlineData("evil/good")]
    [InlineData("evil\\good")]
    [InlineData("evil?good")]
    [InlineData("evil#good")]
    [InlineData("a b")]
    [InlineData("evil:port")]
    [InlineData("a\r\nb")]
    public void A_malformed_Host_header_makes_no_url(string host)
    {
        _environ["HTTP_HOST"] = host;

        Should.Throw<UriFormatException>(() => _environ.Url);
    }
}
