using System.Text;

namespace JsonApi.Tests;

/// <summary>What is wrong with a body is told precisely, and nothing of it is stored. PUT reads bodies exactly as POST does.</summary>
public sealed class BadInputTests : ApiTest
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("title=foobar")]
    [InlineData("""{"title": "foobar", "content": "x"} {}""")]
    [InlineData("""{"title": "foobar", "content": "x",}""")]
    [InlineData("""{"title": "foo""")]
    public async Task Malformed_json_answers_400(string body)
    {
        (await CallAsync("POST", "/articles", body)).ShouldBeProblem("400 Bad Request").ShouldStartWith("The body is not JSON.");

        (await Store.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Json_nested_beyond_reason_answers_400()
    {
        var answer = await CallAsync("POST", "/articles", new string('[', 10_000));

        answer.ShouldBeProblem("400 Bad Request");
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_answers_400()
    {
        var environ = Environ.ForRequest("POST", "/articles", Encoding.Latin1.GetBytes("""{"title": "é", "content": ""}"""));
        environ.ContentType = "application/json";

        (await App.CallAsync(environ)).ShouldBeProblem("400 Bad Request").ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/jsonx")]
    public async Task Another_media_type_answers_415(string? contentType)
    {
        var environ = Request("POST", "/articles", ArticleJson("foobar"));
        environ.ContentType = contentType;

        (await App.CallAsync(environ)).ShouldBeProblem("415 Unsupported Media Type").ShouldContain("Content-Type: application/json");
        (await Store.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_compressed_body_answers_415()
    {
        var environ = Request("POST", "/articles", ArticleJson("foobar")).With("HTTP_CONTENT_ENCODING", "gzip");

        (await App.CallAsync(environ)).ShouldBeProblem("415 Unsupported Media Type").ShouldContain("Content-Encoding");
    }

    [Fact]
    public async Task A_length_beyond_the_limit_answers_413_before_anything_is_read()
    {
        var body = new EndlessStream();
        var environ = Request("POST", "/articles", "");
        environ.ContentLength = ArticleInput.MaxBodyLength + 1;
        environ.Input = body;

        (await App.CallAsync(environ)).ShouldBeProblem("413 Content Too Large").ShouldContain("65536 bytes");
        body.BytesRead.ShouldBe(0);
    }

    [Fact]
    public async Task A_chunked_body_beyond_the_limit_answers_413_as_soon_as_that_shows()
    {
        var body = new EndlessStream();
        var environ = Request("POST", "/articles", "");
        environ.Input = body;

        (await App.CallAsync(environ)).ShouldBeProblem("413 Content Too Large");
        body.BytesRead.ShouldBeInRange(ArticleInput.MaxBodyLength, ArticleInput.MaxBodyLength + 16 * 1024);
    }

    [Theory]
    [InlineData(0, 201)]
    [InlineData(1, 413)]
    public async Task The_limit_itself_is_allowed(int beyond, int code)
    {
        var json = ArticleJson("foobar");
        var padded = json + new string(' ', ArticleInput.MaxBodyLength - json.Length + beyond);

        (await CallAsync("POST", "/articles", padded)).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(400, "400 Bad Request", "whole")]
    [InlineData(408, "408 Request Timeout", "faster")]
    [InlineData(413, "413 Content Too Large", "shorter")]
    public async Task A_body_that_breaks_off_answers_what_the_server_found(int code, string status, string advice)
    {
        var environ = Request("POST", "/articles", "");
        environ.Input = new BrokenStream(new RequestBodyException("See MaxSomething.", code, null));

        (await App.CallAsync(environ)).ShouldBeProblem(status)
            .ShouldSatisfyAllConditions(detail => detail.ShouldContain(advice), detail => detail.ShouldNotContain("MaxSomething"));
    }

    [Theory]
    [InlineData("{}", "title", "is missing")]
    [InlineData("""{"Title": "a", "content": ""}""", "title", "is missing")]
    [InlineData("""{"title": null, "content": ""}""", "title", "must be a string")]
    [InlineData("""{"title": 42, "content": ""}""", "title", "must be a string")]
    [InlineData("""{"title": ["a"], "content": ""}""", "title", "must be a string")]
    [InlineData("""{"title": "", "content": ""}""", "title", "must have from 1 to 200 characters besides blanks around it; it has 0")]
    [InlineData("""{"title": " \t\r\n ", "content": ""}""", "title",
        "must have from 1 to 200 characters besides blanks around it; it has 0")]
    [InlineData("""{"title": "a", "title": "b", "content": ""}""", "title", "is there more than once")]
    [InlineData("""{"title": "a", "t\u0069tle": "b", "content": ""}""", "title", "is there more than once")]
    [InlineData("""{"title": "\ud83d", "content": ""}""", "title", "must be Unicode text; it has half of a surrogate pair")]
    [InlineData(
        """{"title": "a\u0000b", "content": ""}""", "title", "must not have the character U+0000, which not every database can store")]
    [InlineData("""{"title": "a"}""", "content", "is missing")]
    [InlineData("""{"title": "a", "content": true}""", "content", "must be a string")]
    public async Task A_wrong_member_answers_422_and_is_named(string json, string member, string error)
    {
        var answer = await CallAsync("POST", "/articles", json);

        answer.ShouldBeProblem("422 Unprocessable Content");
        answer.Json.GetProperty("errors").GetProperty(member).GetString().ShouldBe(error);
        (await Store.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Every_wrong_member_is_named_at_once()
    {
        var answer = await CallAsync("POST", "/articles", """{"title": ""}""");

        answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["content", "title"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"title\"")]
    public async Task Json_that_is_no_object_answers_422(string json) =>
        (await CallAsync("POST", "/articles", json)).ShouldBeProblem("422 Unprocessable Content").ShouldContain("JSON object");

    [Theory]
    [InlineData("t", 200, 201)]
    [InlineData("t", 201, 422)]
    [InlineData("😀", 200, 201)]
    [InlineData("😀", 201, 422)]
    public async Task A_title_has_at_most_200_characters(string character, int count, int code) =>
        (await CallAsync("POST", "/articles", ArticleJson(string.Concat(Enumerable.Repeat(character, count))))).Code.ShouldBe(code);

    [Theory]
    [InlineData(20_000, 201)]
    [InlineData(20_001, 422)]
    public async Task Content_has_at_most_20000_characters(int length, int code) =>
        (await CallAsync("POST", "/articles", ArticleJson("foobar", new string('c', length)))).Code.ShouldBe(code);

    [Fact]
    public async Task A_fault_of_the_app_is_left_to_the_server()
    {
        var environ = Request("POST", "/articles", "");
        environ.Input = new BrokenStream(new InvalidOperationException("a fault"));

        await Should.ThrowAsync<InvalidOperationException>(() => App.CallAsync(environ));
    }
}
