namespace JsonApi.Tests;

public sealed class DeleteTests : ApiTest
{
    [Fact]
    public async Task A_deleted_article_is_gone()
    {
        await AddAsync();

        var answer = await CallAsync("DELETE", "/articles/1");

        answer.Status.ShouldBe("204 No Content");
        answer.Body.ShouldBeEmpty();
        (await CallAsync("GET", "/articles/1")).ShouldBeProblem("404 Not Found");
        (await CallAsync("DELETE", "/articles/1")).ShouldBeProblem("404 Not Found");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("*")]
    public async Task A_current_If_Match_lets_the_deletion_through(string ifMatch)
    {
        await AddAsync();

        (await App.CallAsync(Request("DELETE", "/articles/1").With("HTTP_IF_MATCH", ifMatch))).Code.ShouldBe(204);
    }

    [Fact]
    public async Task A_stale_If_Match_answers_412_and_deletes_nothing()
    {
        await AddAsync();

        (await App.CallAsync(Request("DELETE", "/articles/1").With("HTTP_IF_MATCH", "\"7\""))).ShouldBeProblem("412 Precondition Failed");
        (await Store.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_id_of_a_deleted_article_never_comes_back()
    {
        await AddAsync();
        await CallAsync("DELETE", "/articles/1");

        (await CallAsync("POST", "/articles", ArticleJson("foobar"))).Header("Location").ShouldBe("/articles/2");
    }
}
