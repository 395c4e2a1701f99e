using System.Text;

namespace JsonApi.Tests;

public sealed class ReplaceTests : ApiTest
{
    [Fact]
    public async Task A_put_article_has_a_new_etag()
    {
        await AddAsync();

        var answer = await CallAsync("PUT", "/articles/1", ArticleJson("changed"));

        answer.Status.ShouldBe("200 OK");
        answer.Header("ETag").ShouldBe("\"2\"");
        answer.Body.ShouldBe("""{"id":1,"title":"changed","content":"This is a post."}""");
        (await Store.FindAsync(1))!.Title.ShouldBe("changed");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"7\", \"1\"")]
    [InlineData("*")]
    public async Task A_current_If_Match_lets_the_change_through(string ifMatch)
    {
        await AddAsync();

        (await PutAsync("HTTP_IF_MATCH", ifMatch)).Code.ShouldBe(200);
    }

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("W/\"1\"")]
    public async Task A_stale_If_Match_answers_412_and_changes_nothing(string ifMatch)
    {
        await AddAsync();

        (await PutAsync("HTTP_IF_MATCH", ifMatch)).ShouldBeProblem("412 Precondition Failed").ShouldContain("GET it");
        (await Store.FindAsync(1))!.Title.ShouldBe("foobar");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("")]
    public async Task A_malformed_If_Match_answers_400_and_changes_nothing(string ifMatch)
    {
        await AddAsync();

        (await PutAsync("HTTP_IF_MATCH", ifMatch)).ShouldBeProblem("400 Bad Request").ShouldContain("If-Match");
        (await Store.FindAsync(1))!.Title.ShouldBe("foobar");
    }

    [Fact]
    public async Task If_None_Match_of_what_is_there_answers_412()
    {
        await AddAsync();

        (await PutAsync("HTTP_IF_NONE_MATCH", "*")).ShouldBeProblem("412 Precondition Failed");
        (await Store.FindAsync(1))!.Title.ShouldBe("foobar");
    }

    [Fact]
    public async Task An_unknown_id_answers_404_whatever_the_conditions() =>
        (await PutAsync("HTTP_IF_MATCH", "*")).ShouldBeProblem("404 Not Found");

    [Fact]
    public async Task A_bad_body_changes_nothing()
    {
        await AddAsync();

        (await CallAsync("PUT", "/articles/1", """{"title": "changed"}""")).ShouldBeProblem("422 Unprocessable Content");
        (await Store.FindAsync(1)).ShouldBe(new Article(1, "foobar", "This is a post.", Version: 1));
    }

    [Fact]
    public async Task What_was_read_can_be_put_back()
    {
        await AddAsync();
        var read = await CallAsync("GET", "/articles/1");

        var environ = Request("PUT", "/articles/1", read.Body).With("HTTP_IF_MATCH", read.Header("ETag")!);

        (await App.CallAsync(environ)).Body.ShouldBe(read.Body);
    }

    [Fact]
    public async Task Of_two_changes_with_the_same_If_Match_one_wins_and_one_answers_412()
    {
        await AddAsync();

        var answers = await RaceAsync(environ => environ.With("HTTP_IF_MATCH", "\"1\""));

        answers.Select(answer => answer.Code).Order().ShouldBe([200, 412]);
        var winner = answers.Single(answer => answer.Code == 200);
        (await CallAsync("GET", "/articles/1")).Body.ShouldBe(winner.Body);
        (await Store.FindAsync(1))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Two_changes_without_conditions_both_happen_one_after_the_other()
    {
        await AddAsync();

        var answers = await RaceAsync(environ => environ);

        answers.Select(answer => answer.Header("ETag")).Order().ShouldBe(["\"2\"", "\"3\""]);
    }

    [Fact]
    public async Task A_change_that_a_deletion_overtakes_answers_404()
    {
        await AddAsync();
        var body = new GatedStream(Encoding.UTF8.GetBytes(ArticleJson("changed")));
        var environ = Request("PUT", "/articles/1", "");
        environ.Input = body;

        var put = App.CallAsync(environ);
        await body.FirstRead;
        (await CallAsync("DELETE", "/articles/1")).Code.ShouldBe(204);
        body.Open();

        (await put).ShouldBeProblem("404 Not Found");
    }

    private Task<Answer> PutAsync(string key, string condition) =>
        App.CallAsync(Request("PUT", "/articles/1", ArticleJson("changed")).With(key, condition));

    /// <summary>Two changes that have both passed their conditions when the first is written.</summary>
    private async Task<Answer[]> RaceAsync(Func<Environ, Environ> condition)
    {
        GatedStream[] bodies = [new(Encoding.UTF8.GetBytes(ArticleJson("one"))), new(Encoding.UTF8.GetBytes(ArticleJson("two")))];
        var puts = bodies.Select(body =>
        {
            var environ = condition(Request("PUT", "/articles/1", ""));
            environ.Input = body;
            return App.CallAsync(environ);
        }).ToArray();

        await Task.WhenAll(bodies.Select(body => body.FirstRead));
        foreach (var body in bodies)
            body.Open();
        return await Task.WhenAll(puts);
    }
}
