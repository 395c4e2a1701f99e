using System.Text;

namespace Gateway.Testing.Tests.Clients;

public class ClientBodyTests
{
    private static readonly GatewayClient Echo = new((environ, startResponse) =>
    {
        startResponse("200 OK", [("Content-Type", environ.ContentType!)]);
        return Body.Text(new StreamReader(environ.Input, Encoding.UTF8).ReadToEnd());
    });

    [Fact]
    public async Task JSON_goes_both_ways_by_the_conventions_of_the_web()
    {
        var posted = await Echo.PostJson("/", new Article("Hello, World", 2));

        posted.Headers["Content-Type"].ShouldBe("application/json");
        posted.Text.ShouldBe("""{"title":"Hello, World","pageCount":2}""");
        posted.Json<Article>().ShouldBe(new Article("Hello, World", 2));
        (await Echo.PutJson("/", 7)).Json<int>().ShouldBe(7);
    }

    [Fact]
    public async Task A_form_is_encoded_as_a_browser_does()
    {
        var response = await Echo.PostForm("/", [("a b", "1&2"), ("name", "Zoë"), ("a b", "=")]);

        response.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded");
        response.Text.ShouldBe("a+b=1%262&name=Zo%C3%AB&a+b=%3D");
    }

    [Fact]
    public async Task An_upload_has_fields_and_files()
    {
        var response = await Echo.PostMultipart(
            "/", [new GatewayPart("title", "Zoë"), new GatewayPart("file", "x"u8.ToArray()) { FileName = "a\"b\r\n.txt" }]);

        var boundary = response.Headers["Content-Type"]!["multipart/form-data; boundary=".Length..];
        response.Text.ShouldBe(string.Join("\r\n",
            $"--{boundary}", "Content-Disposition: form-data; name=\"title\"", "", "Zoë",
            $"--{boundary}", "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.txt\"",
            "Content-Type: application/octet-stream", "", "x",
            $"--{boundary}--", ""));
    }

    [Theory]
    [InlineData("/b#x", "/b?")]
    [InlineData("/b?c=%23#x?y", "/b?c=%23")]
    [InlineData("http://localhost/b#", "/b?")]
    [InlineData("b/../c%2Fd#/e", "/c%2Fd?")]
    public async Task A_redirect_is_followed_without_its_fragment(string location, string expected)
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            var isFirst = environ.PathInfo == "/";
            startResponse(isFirst ? "302 Found" : "200 OK", isFirst ? [("Location", location)] : [("Content-Type", "text/plain")]);
            return Body.Text(isFirst ? "" : $"{environ.PathInfo}?{environ.QueryString}");
        }) { FollowRedirects = true };

        (await client.Get("/")).Text.ShouldBe(expected);
    }

    [Fact]
    public async Task A_secure_cookie_is_sent_back_to_localhost()
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            startResponse("200 OK", [("Set-Cookie", "session=a,b; Path=/; Secure; HttpOnly"), ("Content-Type", "text/plain")]);
            return Body.Text(environ.Header("Cookie") ?? "none");
        });

        await client.Get("/");

        (await client.Get("/")).Text.ShouldBe("session=a,b");
    }

    private sealed record Article(string Title, int PageCount);
}
