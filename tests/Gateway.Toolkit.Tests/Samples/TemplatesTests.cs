using Templates;

namespace Gateway.Toolkit.Tests;

public sealed class TemplatesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_a_page_prints_is_escaped_whoever_has_said_it()
    {
        var client = new GatewayClient(Templates.Site.Create(new Views(Path.Combine(AppContext.BaseDirectory, "Views"))).Use(Lint.Check));

        var page = await client.Get("/?q=%3Cimg%20src=x%20onerror=alert(2)%3E%22'%26");

        page.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        page.Text.ShouldContain("<h2>foobar</h2>");
        page.Text.ShouldContain("<h2>&lt;script&gt;alert(1)&lt;/script&gt;</h2>");
        page.Text.ShouldContain("<h1>&lt;img src=x onerror=alert(2)&gt;&quot;&#x27;&amp;</h1>");
        page.Text.ShouldNotContain("<script");
        page.Text.ShouldNotContain("<img");
    }

    [Fact]
    public void A_broken_template_fails_at_start_and_names_file_and_fault()
    {
        _folder.Write("broken.hbs", "<p>\n{{#each Articles}}\n</p>");

        var error = Should.Throw<InvalidDataException>(() => new Views(_folder.Path));

        error.Message.ShouldContain("broken.hbs");
        error.Message.ShouldContain("each");
    }

    [Fact]
    public void A_template_that_is_not_there_is_named_with_those_that_are()
    {
        _folder.Write("articles.hbs", "{{Heading}}");

        var error = Should.Throw<ArgumentException>(() => new Views(_folder.Path).Render("article", new { Heading = "x" }));

        error.Message.ShouldBe("There is no template 'article'; there are: articles.");
    }

    public void Dispose() => _folder.Dispose();
}
