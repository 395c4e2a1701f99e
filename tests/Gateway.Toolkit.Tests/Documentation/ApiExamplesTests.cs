using System.Security.Cryptography;
using Example;

namespace Gateway.Toolkit.Tests.Documentation;

/// <summary>The examples of the XML documentation do what they say.</summary>
public sealed class ApiExamplesTests
{
    [Fact]
    public async Task A_test_calls_an_app_through_a_client()
    {
        GatewayApp App = ApiExamples.App;

        var client = new GatewayClient(App);
        var response = await client.Get("/articles");

        response.Status.ShouldBe("200 OK");
        response.Text.ShouldBe("You asked for /articles\n");
    }

    [Fact]
    public async Task The_pipeline_mounts_and_ends_with_an_app()
    {
        var client = new GatewayClient(ApiExamples.Site());

        (await client.Get("/api")).Text.ShouldBe("""{"id":1,"title":"foobar"}""");
        (await client.Get("/other")).Text.ShouldBe("You asked for /other\n");
    }

    [Fact]
    public async Task Middleware_goes_around_an_app()
    {
        var app = ApiExamples.Around(ApiExamples.Versioned(ApiExamples.Nothing), RandomNumberGenerator.GetBytes(32), isDevelopment: true);

        var response = await new GatewayClient(app).Get("/");

        (response.StatusCode, response.Headers["X-Version"]).ShouldBe((404, "1"));
    }

    [Fact]
    public async Task The_router_finds_handlers_and_handlers_respond()
    {
        var client = new GatewayClient(ApiExamples.Articles());

        (await client.Get("/articles/7")).Text.ShouldBe("""{"id":7,"title":"foobar"}""");
        (await client.PostJson("/articles", new ApiExamples.Article(2, "second"))).StatusCode.ShouldBe(201);
        (await new GatewayClient(Handler.ToApp(ApiExamples.Search)).Get("/?q=x&page=2")).Text.ShouldBe("Page 2 of what has x");
        (await new GatewayClient(Handler.ToApp(ApiExamples.Search)).Get("/")).StatusCode.ShouldBe(400);
        (await new GatewayClient(Handler.ToApp(_ => ApiExamples.Hello("<b>"))).Get("/")).Text.ShouldBe("<p>Hello &lt;b&gt;!</p>");
        (await new GatewayClient(Handler.ToApp(_ => ApiExamples.First())).Get("/")).Text.ShouldBe("""{"id":1,"title":"foobar"}""");
        ApiExamples.Created().Location.ShouldBe("/articles/1");
    }

    [Fact]
    public async Task Handlers_write_lists_and_copy_json_and_middleware_counts_bytes()
    {
        (await new GatewayClient(Handler.ToApp(_ => ApiExamples.List(["a", "<b>"]))).Get("/")).Text
            .ShouldBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
        await ApiExamples.Post(new GatewayClient(Handler.ToApp(ApiExamples.Copied)));
        var response = await new GatewayClient(ApiExamples.CountBytes(Response.Text("four"))).Get("/x");
        response.Errors.ShouldBe("/x: 4 bytes\n");
    }

    [Fact]
    public void An_environ_for_a_test_is_complete()
    {
        var environ = ApiExamples.ForRequest();

        (environ.RequestMethod, environ.QueryString, environ.ContentLength).ShouldBe(("POST", "draft=1", 9L));
        ApiExamples.TellLanguage(environ).ShouldBeFalse();
        environ["example.language"].ShouldBe("en");
    }
}
