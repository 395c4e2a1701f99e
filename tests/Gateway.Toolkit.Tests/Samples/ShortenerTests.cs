namespace Gateway.Toolkit.Tests;

public sealed class ShortenerTests(TempFolder folder) : IClassFixture<TempFolder>
{
    private readonly GatewayClient _client =
        new(Site.Create(folder.File($"{Guid.NewGuid()}.db"), CookieSigner.WithRandomKey()).Use(Lint.Check)) { FollowRedirects = true };

    [Fact]
    public async Task A_link_that_is_posted_is_on_the_page_once_announced_and_leads_on()
    {
        var page = (await _client.PostForm("/", [("url", "https://example.org/?a=1&b=2")])).Text;
        page.ShouldContain("<p role=\"status\">https://example.org/?a=1&amp;b=2 has the code");
        (await _client.Get("/")).Text.ShouldNotContain("role=\"status\"");
        var code = page.Split("href=\"")[1].Split('"')[0];
        (await _client.Get($"/{code}")).Headers["Location"].ShouldBe("https://example.org/?a=1&b=2");
        (await _client.Get("/unknown")).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task An_uploaded_file_is_imported_whole_or_not_at_all()
    {
        Task<GatewayResponse> Upload(string text) => _client.PostMultipart("/import", [new("file", text) { FileName = "links.txt" }]);

        (await Upload("https://a.example\nhttps://b.example\n")).Text.ShouldContain("Imported 2 links.");
        (await Upload("https://c.example\njavascript:alert(1)\n")).StatusCode.ShouldBe(400);
        var links = (await _client.Get("/api/links")).Json<Link[]>()!;
        links.Select(link => link.Url).ShouldBe(["https://b.example/", "https://a.example/"]);
    }

    [Fact]
    public async Task The_API_takes_and_gives_JSON()
    {
        var link = (await _client.PostJson("/api/links", new NewLink("https://example.org/"))).Json<Link>();
        (await _client.Get("/api/links")).Json<Link[]>().ShouldBe([link!]);
        (await _client.PostJson("/api/links", new NewLink(null))).StatusCode.ShouldBe(400);
    }
}
