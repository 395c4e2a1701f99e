namespace JsonApi.Tests;

public sealed class ReadTests : ApiTest
{
    [Fact]
    public async Task An_article_comes_with_a_strong_etag()
    {
        await AddAsync();

        var answer = await CallAsync("GET", "/articles/1");

        answer.Status.ShouldBe("200 OK");
        answer.Header("Content-Type").ShouldBe("application/json");
        answer.Header("ETag").ShouldBe("\"1\"");
        answer.Body.ShouldBe("""{"id":1,"title":"foobar","content":"This is a post."}""");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("one")]
    [InlineData("%31%20")]
    [InlineData("99999999999999999999")]
    public async Task An_unknown_id_answers_404(string id)
    {
        await AddAsync();

        (await CallAsync("GET", "/articles/" + id)).ShouldBeProblem("404 Not Found").ShouldContain("no such article");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"7\", W/\"1\"")]
    [InlineData("\"7\",\"1\"")]
    [InlineData("*")]
    public async Task An_etag_the_client_has_answers_304(string ifNoneMatch)
    {
        await AddAsync();

        var answer = await App.CallAsync(Request("GET", "/articles/1").With("HTTP_IF_NONE_MATCH", ifNoneMatch));

        answer.Status.ShouldBe("304 Not Modified");
        answer.Header("ETag").ShouldBe("\"1\"");
        answer.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("\"11\", \"10\"")]
    public async Task An_etag_of_something_else_answers_200(string ifNoneMatch)
    {
        await AddAsync();

        (await App.CallAsync(Request("GET", "/articles/1").With("HTTP_IF_NONE_MATCH", ifNoneMatch))).Code.ShouldBe(200);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("")]
    public async Task A_malformed_If_None_Match_answers_400(string ifNoneMatch)
    {
        await AddAsync();

        (await App.CallAsync(Request("GET", "/articles/1").With("HTTP_IF_NONE_MATCH", ifNoneMatch))).ShouldBeProblem("400 Bad Request")
            .ShouldContain("If-None-Match");
    }

    [Theory]
    [InlineData("/articles")]
    [InlineData("/articles/1")]
    [InlineData("/healthz")]
    public async Task HEAD_answers_as_GET_does(string target)
    {
        await AddAsync();

        var get = await CallAsync("GET", target);
        var head = await CallAsync("HEAD", target);

        // The length the server works out from a body; without one, the app tells it.
        head.Status.ShouldBe(get.Status);
        head.Headers.Where(header => header.Name != "Content-Length").ShouldBe(get.Headers);
    }

    [Fact]
    public async Task HEAD_answers_304_as_well()
    {
        await AddAsync();

        (await App.CallAsync(Request("HEAD", "/articles/1").With("HTTP_IF_NONE_MATCH", "\"1\""))).Code.ShouldBe(304);
    }
}
