namespace JsonApi.Tests;

public sealed class ListTests : ApiTest
{
    [Fact]
    public async Task An_empty_store_has_an_empty_page()
    {
        var answer = await CallAsync("GET", "/articles");

        answer.Status.ShouldBe("200 OK");
        answer.Header("Content-Type").ShouldBe("application/json");
        answer.Body.ShouldBe("""{"items":[],"page":1,"size":20,"total":0}""");
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_link_to_the_next()
    {
        foreach (var title in (string[])["first", "second", "third"])
            await AddAsync(title);

        var first = await CallAsync("GET", "/articles?page=1&size=2");
        TitlesIn(first).ShouldBe(["third", "second"]);
        first.Json.GetProperty("total").GetInt64().ShouldBe(3);
        first.Json.GetProperty("next").GetString().ShouldBe("/articles?page=2&size=2");

        var second = await CallAsync("GET", first.Json.GetProperty("next").GetString()!);
        TitlesIn(second).ShouldBe(["first"]);
        second.Json.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_last_page_that_is_full_links_nowhere()
    {
        await AddAsync();
        await AddAsync();

        (await CallAsync("GET", "/articles?size=2")).Json.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_beyond_the_last_is_empty()
    {
        await AddAsync();

        var answer = await CallAsync("GET", "/articles?page=2147483647&size=100");

        answer.Body.ShouldBe("""{"items":[],"page":2147483647,"size":100,"total":1}""");
    }

    [Fact]
    public async Task The_link_to_the_next_page_lies_below_the_place_where_the_app_is_mounted()
    {
        await AddAsync();
        await AddAsync();
        var environ = Request("GET", "/articles?size=1");
        environ.ScriptName = "/api";

        (await App.CallAsync(environ)).Json.GetProperty("next").GetString().ShouldBe("/api/articles?page=2&size=1");
    }

    [Fact]
    public async Task The_size_is_capped_at_100() =>
        (await CallAsync("GET", "/articles?size=101")).Json.GetProperty("size").GetInt32().ShouldBe(100);

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=", "page")]
    [InlineData("page=two", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("page=2147483648", "page")]
    [InlineData("size=0", "size")]
    [InlineData("size=%201", "size")]
    [InlineData("size=9999999999999999999999", "size")]
    public async Task A_bad_page_or_size_answers_400_and_is_named(string query, string parameter) =>
        (await CallAsync("GET", "/articles?" + query)).ShouldBeProblem("400 Bad Request").ShouldContain($"parameter {parameter} ");

    private static IEnumerable<string?> TitlesIn(Answer answer) =>
        answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString());
}
