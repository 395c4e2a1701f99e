using Shortener;

namespace Gateway.Toolkit.Tests;

public sealed class ShortenerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private GatewayClient NewClient(bool follows = true) =>
        new(Site.Create(new(_folder.File("links.db")), new CookieSigner(new byte[32])).Use(Lint.Check)) { FollowRedirects = follows };

    [Fact]
    public async Task A_link_that_is_posted_is_on_the_page_once_announced_and_leads_on()
    {
        var client = NewClient();
        var page = (await client.PostForm("/", [("url", "https://example.org/?a=1&b=2")])).Text;
        page.ShouldContain("<p role=\"status\">https://example.org/?a=1&amp;b=2 has the code");
        (await client.Get("/")).Text.ShouldNotContain("role=\"status\"");
        var code = page.Split("href=\"")[1].Split('"')[0];
        (await NewClient(follows: false).Get($"/{code}")).Headers["Location"].ShouldBe("https://example.org/?a=1&b=2");
        (await client.Get("/unknown")).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task An_uploaded_file_is_imported_whole_or_not_at_all()
    {
        var client = NewClient();
        Task<GatewayResponse> Upload(string text) => client.PostMultipart("/import", [new("file", text) { FileName = "links.txt" }]);

        (await Upload("https://a.example\nhttps://b.example\n")).Text.ShouldContain("Imported 2 links.");
        (await Upload("https://c.example\njavascript:alert(1)\n")).StatusCode.ShouldBe(400);
        var links = (await client.Get("/api/links")).Json<List<Link>>()!;
        links.Select(link => link.Url).ShouldBe(["https://b.example/", "https://a.example/"]);
    }

    [Fact]
    public async Task The_API_takes_and_gives_JSON()
    {
        var client = NewClient();
        var link = (await client.PostJson("/api/links", new NewLink("https://example.org/"))).Json<Link>();
        (await client.Get("/api/links")).Json<List<Link>>().ShouldBe([link!]);
        (await client.PostJson("/api/links", new NewLink(null))).StatusCode.ShouldBe(400);
    }

    public void Dispose() => _folder.Dispose();
}
