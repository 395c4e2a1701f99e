namespace JsonApi.Tests;

public sealed class StartPageTests : ApiTest
{
    [Fact]
    public async Task A_browser_sees_links_that_work()
    {
        await AddAsync();

        var page = await BrowseAsync("/");

        page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        foreach (var target in (string[])["/articles", "/articles?page=1&size=5", "/articles/1", "/healthz"])
        {
            page.Body.ShouldContain($"href=\"http://127.0.0.1{target.Replace("&", "&amp;", StringComparison.Ordinal)}\"");
            (await CallAsync("GET", target)).Status.ShouldBe("200 OK");
        }
    }

    [Fact]
    public async Task A_browser_sees_the_environ_of_its_own_request()
    {
        var page = await BrowseAsync("/?name=<script>alert(1)</script>");

        page.Body.ShouldContain("<th>QUERY_STRING</th><td>name=&lt;script&gt;alert(1)&lt;/script&gt;</td>");
        page.Body.ShouldContain("<th>HTTP_ACCEPT</th><td>text/html,*/*;q=0.8</td>");
        page.Body.ShouldNotContain("<script");
        page.Header("Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public async Task Links_lead_below_the_prefix_that_the_app_is_mounted_at()
    {
        var page = await App.CallAsync(Request("GET", "/").With("SCRIPT_NAME", "/api").With("HTTP_ACCEPT", "text/html"));

        page.Body.Split('\n').ShouldContain("<li><a href=\"http://127.0.0.1/api/articles\">/articles</a>: the articles, newest first</li>");
    }

    [Fact]
    public async Task Other_clients_get_the_links_as_text()
    {
        var answer = await CallAsync("GET", "/");

        answer.Header("Content-Type").ShouldBe("text/plain; charset=utf-8");
        answer.Body.ShouldContain("http://127.0.0.1/articles?page=1&size=5  the first five\n");
        answer.Header("Vary").ShouldBe("Accept");
    }

    private Task<Answer> BrowseAsync(string target) => App.CallAsync(Request("GET", target).With("HTTP_ACCEPT", "text/html,*/*;q=0.8"));
}
