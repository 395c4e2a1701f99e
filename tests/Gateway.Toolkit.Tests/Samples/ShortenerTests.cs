using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Shortener;

namespace Gateway.Toolkit.Tests;

public sealed partial class ShortenerTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly GatewayClient _client;

    public ShortenerTests() =>
        _client = new(Site.Create(new LinkStore(_path), new CookieSigner(new byte[32])).Use(Lint.Check)) { FollowRedirects = true };

    [Fact]
    public async Task A_link_that_is_posted_is_on_the_page_once_announced_and_leads_on()
    {
        var page = await _client.PostForm("/", [("url", "https://example.org/?a=1&b=2")]);
        page.Text.ShouldContain("<p role=\"status\">https://example.org/?a=1&amp;b=2 has the code");
        (await _client.Get("/")).Text.ShouldNotContain("role=\"status\"");

        var code = Code().Match(page.Text).Groups[1].Value;
        page.Text.ShouldContain($"Your latest: {code}");
        var client = new GatewayClient(Site.Create(new LinkStore(_path), new CookieSigner(new byte[32])));
        (await client.Get($"/{code}")).Headers["Location"].ShouldBe("https://example.org/?a=1&b=2");
        (await client.Get("/unknown")).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task An_uploaded_file_is_imported_whole_or_not_at_all()
    {
        GatewayPart File(string text) => new("file", text) { FileName = "links.txt" };

        (await _client.PostMultipart("/import", [File("https://a.example\nhttps://b.example\n")])).Text.ShouldContain("Imported 2 links.");
        (await _client.PostMultipart("/import", [File("https://c.example\njavascript:alert(1)\n")])).StatusCode.ShouldBe(400);
        (await _client.Get("/api/links")).Json<List<Link>>()!.Select(link => link.Url)
            .ShouldBe(["https://b.example/", "https://a.example/"]);
    }

    [Fact]
    public async Task The_API_takes_and_gives_JSON()
    {
        var link = (await _client.PostJson("/api/links", new NewLink("https://example.org/"))).Json<Link>();

        (await _client.Get("/api/links")).Json<List<Link>>().ShouldBe([link!]);
        (await _client.PostJson("/api/links", new NewLink(null))).StatusCode.ShouldBe(400);
    }

    [Theory]
    [InlineData("LinkStore.cs")]
    [InlineData("Site.cs")]
    [InlineData("Program.cs")]
    public void The_page_shows_each_file_whole(string file)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Gateway.sln")))
            root = Path.GetDirectoryName(root)!;

        var code = File.ReadAllText(Path.Combine(root, "samples/Shortener", file));

        File.ReadAllText(Path.Combine(root, "docs/first-app.md")).ShouldContain($"`{file}`\n", Case.Sensitive);
        File.ReadAllText(Path.Combine(root, "docs/first-app.md")).ShouldContain($"```csharp\n{code}```\n", Case.Sensitive);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_path);
    }

    [GeneratedRegex("href=\"([a-z0-9]{8})\"")]
    private static partial Regex Code();
}
