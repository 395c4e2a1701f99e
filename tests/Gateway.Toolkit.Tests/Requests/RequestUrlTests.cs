using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace Gateway.Toolkit.Tests;

public class RequestUrlTests
{
    [Fact]
    public void A_url_for_another_path_keeps_host_and_mount()
    {
        var request = Make.Get("https://example.com:8443/app/here?x=1");
        (request.Environ.ScriptName, request.Environ.PathInfo) = ("/app", "/here");

        request.Url.AbsoluteUri.ShouldBe("https://example.com:8443/app/here?x=1");
        request.UrlFor("/café/a b").AbsoluteUri.ShouldBe("https://example.com:8443/app/caf%C3%A9/a%20b");
        request.UrlFor("/search", [new("q", "a&b=ö"), new("page", "2")])
            .AbsoluteUri.ShouldBe("https://example.com:8443/app/search?q=a%26b%3D%C3%B6&page=2");
        Should.Throw<ArgumentException>(() => request.UrlFor("here"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("evil.example/path")]
    [InlineData("user@evil.example")]
    public void A_malformed_host_is_400(string host)
    {
        var request = Make.Get("/", ("HTTP_HOST", host));
        Make.ShouldBeRefused(400, () => _ = request.Url).ShouldContain("Host");
        Make.ShouldBeRefused(400, () => request.UrlFor("/"));
    }

    // There and back: a request to the URL has the path and the query that it was made for.
    [Property]
    public void Any_path_and_query_come_back_as_they_were(string?[] segments, string? name, string? value)
    {
        var path = "/" + string.Join('/', segments.Select(Segment));
        var query = KeyValuePair.Create(Text(name), (string?)Text(value));

        var url = Make.Get().UrlFor(path, [query]);
        var returned = Make.Get(url.AbsoluteUri);

        returned.Path.ShouldBe(path);
        ((string?)returned.Query[query.Key]).ShouldBe(query.Value);
        returned.Url.AbsoluteUri.ShouldBe(url.AbsoluteUri);
    }

    // Dot segments are resolved by every URL parser (RFC 3986, 5.2.4), and an encoded slash is one already.
    private static string Segment(string? text)
    {
        var segment = Text(text).Replace("%", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)
            .Replace("/", "%2F", StringComparison.Ordinal);
        return segment.Trim('.').Length == 0 ? "x" : segment;
    }

    private static string Text(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
}
