namespace JsonApi.Tests;

public sealed class CreateTests : ApiTest
{
    [Fact]
    public async Task A_posted_article_is_created_and_has_a_location()
    {
        var answer = await CallAsync("POST", "/articles", """{"title": "foobar", "content": "This is a post."}""");

        answer.Status.ShouldBe("201 Created");
        answer.Header("Content-Type").ShouldBe("application/json");
        answer.Header("Location").ShouldBe("/articles/1");
        answer.Body.ShouldBe("""{"status":201,"message":"created"}""");
        (await Store.FindAsync(1)).ShouldBe(new Article(1, "foobar", "This is a post.", Version: 1));
    }

    [Theory]
    [InlineData("", "/articles/1")]
    [InlineData("/api", "/api/articles/1")]
    [InlineData("/a b/ü", "/a%20b/%C3%BC/articles/1")]
    [InlineData("/a%2Fb", "/a%2Fb/articles/1")]
    [InlineData("/a\r\nX: y", "/a%0D%0AX%3A%20y/articles/1")]
    public async Task The_location_lies_below_the_place_where_the_app_is_mounted(string scriptName, string location)
    {
        var environ = Request("POST", "/articles", ArticleJson("foobar"));
        environ.ScriptName = scriptName;

        (await App.CallAsync(environ)).Header("Location").ShouldBe(location);
    }

    [Fact]
    public async Task Blanks_around_the_title_are_not_stored()
    {
        await CallAsync("POST", "/articles", ArticleJson("  foobar\t"));

        (await Store.FindAsync(1))!.Title.ShouldBe("foobar");
    }

    [Fact]
    public async Task Text_of_any_kind_comes_back_as_it_was_sent()
    {
        const string Text = "'; DROP TABLE articles; -- \u0001 \u2028 <b>&amp;</b> żółć 😀 \"";
        await CallAsync("POST", "/articles", ArticleJson("foobar", Text));

        (await CallAsync("GET", "/articles/1")).Json.GetProperty("content").GetString().ShouldBe(Text);
    }

    [Fact]
    public async Task Members_the_api_does_not_know_are_ignored_so_that_what_was_read_can_be_written_back()
    {
        var answer = await CallAsync("POST", "/articles", """{"id": 7, "title": "foobar", "content": "", "author": {"name": "x"}}""");

        answer.Code.ShouldBe(201);
        answer.Header("Location").ShouldBe("/articles/1");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/vnd.article+json")]
    public async Task Json_is_taken_under_each_of_its_names(string contentType)
    {
        var environ = Request("POST", "/articles", ArticleJson("foobar"));
        environ.ContentType = contentType;

        (await App.CallAsync(environ)).Code.ShouldBe(201);
    }

    [Fact]
    public async Task A_body_without_a_declared_length_is_read_to_its_end()
    {
        var environ = Request("POST", "/articles", ArticleJson("foobar"));
        environ.ContentLength = null;

        (await App.CallAsync(environ)).Code.ShouldBe(201);
    }
}
