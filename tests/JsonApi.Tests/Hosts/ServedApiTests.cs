using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace JsonApi.Tests;

/// <summary>The API as clients meet it. What it promises holds on any server, so each test runs on two.</summary>
public abstract class ServedApiTests(JsonApiFactory factory)
{
    private protected HttpClient Client { get; } = factory.CreateClient();

    [Fact]
    public async Task An_article_lives_from_POST_to_DELETE()
    {
        using var created = await PostAsync("foobar");
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await created.Content.ReadAsStringAsync()).ShouldBe("""{"status":201,"message":"created"}""");
        var location = created.Headers.Location!;

        using var read = await Client.GetAsync(location);
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var etag = read.Headers.ETag.ShouldNotBeNull();
        etag.IsWeak.ShouldBeFalse();

        using var replaced = await SendAsync(HttpMethod.Put, location, Article("changed"), request => request.Headers.IfMatch.Add(etag));
        replaced.StatusCode.ShouldBe(HttpStatusCode.OK);
        replaced.Headers.ETag.ShouldNotBe(etag);

        using var stale = await SendAsync(HttpMethod.Put, location, Article("stale"), request => request.Headers.IfMatch.Add(etag));
        await ShouldBeProblemAsync(stale, HttpStatusCode.PreconditionFailed);
        (await Client.GetFromJsonAsync<JsonElement>(location)).GetProperty("title").GetString().ShouldBe("changed");

        using var deleted = await Client.DeleteAsync(location);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await Client.GetAsync(location);
        await ShouldBeProblemAsync(gone, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_client_that_has_the_article_gets_304_without_a_body()
    {
        using var created = await PostAsync("foobar");
        using var read = await Client.GetAsync(created.Headers.Location);

        using var again = await SendAsync(
            HttpMethod.Get, created.Headers.Location!, null, request => request.Headers.IfNoneMatch.Add(read.Headers.ETag!));

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.ETag.ShouldBe(read.Headers.ETag);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task HEAD_tells_the_length_and_sends_no_body()
    {
        using var created = await PostAsync("foobar");
        using var get = await Client.GetAsync(created.Headers.Location);

        using var head = await SendAsync(HttpMethod.Head, created.Headers.Location!);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task HEAD_of_nothing_answers_404_without_a_body()
    {
        using var head = await SendAsync(HttpMethod.Head, new Uri("/nothing", UriKind.Relative));

        head.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_is_paged()
    {
        using var first = await PostAsync("first of two");
        using var second = await PostAsync("second of two");

        var page = await Client.GetFromJsonAsync<JsonElement>("/articles?size=1");
        var next = await Client.GetFromJsonAsync<JsonElement>(page.GetProperty("next").GetString());

        page.GetProperty("items")[0].GetProperty("title").GetString().ShouldBe("second of two");
        next.GetProperty("items")[0].GetProperty("title").GetString().ShouldBe("first of two");
    }

    [Fact]
    public async Task OPTIONS_tells_the_methods()
    {
        using var answer = await SendAsync(HttpMethod.Options, new Uri("/articles", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "OPTIONS", "POST"]);
    }

    [Fact]
    public async Task The_health_is_asked_of_the_store() =>
        (await Client.GetStringAsync(new Uri("/healthz", UriKind.Relative))).ShouldBe("""{"status":"healthy"}""");

    [Theory]
    [InlineData("application/json", "{", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "{}", HttpStatusCode.UnprocessableEntity)]
    public async Task Bad_input_is_a_problem(string contentType, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await Client.PostAsync(new Uri("/articles", UriKind.Relative), content);

        await ShouldBeProblemAsync(answer, status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_much_input_is_a_problem_chunked_or_not(bool chunked)
    {
        using var answer = await SendAsync(
            HttpMethod.Post,
            new Uri("/articles", UriKind.Relative),
            Article(new string('t', ArticleInput.MaxBodyLength)),
            request => request.Headers.TransferEncodingChunked = chunked);

        await ShouldBeProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_chunked_body_is_taken()
    {
        using var answer = await SendAsync(
            HttpMethod.Post, new Uri("/articles", UriKind.Relative), Article("foobar"),
            request => request.Headers.TransferEncodingChunked = true);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_method_the_path_has_not_is_a_problem()
    {
        using var answer = await SendAsync(HttpMethod.Patch, new Uri("/articles", UriKind.Relative));

        await ShouldBeProblemAsync(answer, HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "OPTIONS", "POST"]);
    }

    [Fact]
    public async Task Of_many_changes_with_the_same_ETag_one_wins()
    {
        using var created = await PostAsync("foobar");
        using var read = await Client.GetAsync(created.Headers.Location);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            SendAsync(HttpMethod.Put, created.Headers.Location!, Article($"title {number}"),
                request => request.Headers.IfMatch.Add(read.Headers.ETag!))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(7);
        foreach (var answer in answers)
            answer.Dispose();
    }

    private protected static StringContent Article(string title) =>
        new($$"""{"title": "{{title}}", "content": "This is a post."}""", new MediaTypeHeaderValue("application/json"));

    private protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri target, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content };
        change?.Invoke(request);
        return await Client.SendAsync(request);
    }

    private Task<HttpResponseMessage> PostAsync(string title) =>
        SendAsync(HttpMethod.Post, new Uri("/articles", UriKind.Relative), Article(title));

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
    }
}
