using System.Security.Cryptography;

namespace Gateway.Toolkit.Tests;

public class RequestResponseExamplesTests
{
    [Fact]
    public async Task The_examples_do_what_the_page_says()
    {
        (await Of(RequestResponseExamples.Hello()).Get("/?name=Ada")).Text.ShouldBe("Hello, Ada!");
        (await Of(RequestResponseExamples.Fixed()).Get("/")).Text.ShouldStartWith("User-agent");
        (await new GatewayClient(RequestResponseExamples.ByHand().Use(Lint.Check)).Post("/", """{"text":"a"}""", "application/json"))
            .Status.ShouldBe("201 Created");

        (await Of(Handler.ToApp(RequestResponseExamples.Echo)).PutJson("/", new Note("b"))).Json<Note>().ShouldBe(new Note("b"));

        var search = Of(Handler.ToApp(RequestResponseExamples.Search));
        (await search.Get("/?q=x")).Text.ShouldBe("""{"text":"x"}""");
        (await search.Get("/?q=x&page=2", ("Accept", "text/html"))).Headers["Location"].ShouldBe("http://localhost/search.html?q=x&page=2");
        (await search.Get("/?q=x", ("Accept", "image/png"))).StatusCode.ShouldBe(406);
        (await search.Get("/?q=x&page=two")).Text.ShouldContain("The parameter page is not a valid Int32.");

        (await new GatewayClient(Handler.ToApp(RequestResponseExamples.Upload).Use(Lint.Check)).Post(
            "/", "--b\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\nhello\r\n--b--",
            "multipart/form-data; boundary=b")).Text.ShouldBe("5 bytes");

        var note = Of(Handler.ToApp(request => request.Method == "PUT"
            ? RequestResponseExamples.Replace(request, new Note("!"), "\"v1\"")
            : RequestResponseExamples.Show(new Note("a"), "\"v1\"")));
        (await note.Get("/", ("If-None-Match", "\"v1\""))).StatusCode.ShouldBe(304);
        (await note.Put("/", """{"text":"a"}""", "application/json", ("If-Match", "\"v1\""))).Text.ShouldBe("""{"text":"a!"}""");
        (await note.Put("/", """{"text":"a"}""", "application/json", ("If-Match", "\"v0\""))).StatusCode.ShouldBe(412);

        (await Of(Handler.ToApp(RequestResponseExamples.Clock)).Get("/")).Text.ShouldEndWith("event: tick\ndata: 3\n\n");

        var signer = new CookieSigner(RandomNumberGenerator.GetBytes(32));
        var visitor = new GatewayClient(Handler.ToApp(request => RequestResponseExamples.Visit(request, signer)).Use(Lint.Check))
            { BaseAddress = new Uri("https://localhost/") };
        await visitor.Get("/");
        (await visitor.Get("/")).Text.ShouldBe("Visit 2");
    }

    private static GatewayClient Of(GatewayApp app) => new(app.Use(Lint.Check));
}
