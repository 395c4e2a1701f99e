using Example;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Toolkit.Tests;

public class MiddlewareExamplesTests
{
    private static readonly CookieSigner Signer = new(new byte[CookieSigner.MinKeyLength]);

    [Fact]
    public async Task A_whole_site_goes_through_everything()
    {
        using var folder = new TempFolder();
        folder.Write("a.txt", "a file");
        var router = new Router();
        router.Get("/fail", new Func<Request, Response>(_ => throw new InvalidOperationException("secret")));
        var log = new StringWriter();
        var client = new GatewayClient(MiddlewareExamples.Site(log, isDevelopment: false, Signer, folder.Path, router).Use(Lint.Check));

        (await client.Get("/static/a.txt", ("X-Forwarded-For", "192.0.2.1"))).Text.ShouldBe("a file");
        var failed = await client.Get("/fail", ("X-Request-ID", "id-1"));

        (failed.StatusCode, failed.Headers["X-Request-ID"]).ShouldBe((500, "id-1"));
        failed.Text.ShouldNotContain("secret");
        log.ToString().ShouldStartWith("192.0.2.1 - - [");
        log.ToString().ShouldContain("\"GET /fail HTTP/1.1\" 500 ");
    }

    [Fact]
    public async Task Each_middleware_goes_in_front_of_an_app()
    {
        using var log = new Gateway.Hosting.AccessLogWriter(() => Stream.Null);
        var client = new GatewayClient(MiddlewareExamples.Each(Answer, log, isDevelopment: false, Signer).Use(Lint.Check));

        (await client.Get("/late")).StatusCode.ShouldBe(504);
        (await client.Get("/sign-in")).Text.ShouldBe("ada");
        (await client.Get("/")).Text.ShouldBe("ada");
        (await client.Post("/", new string('x', 1_000_001))).StatusCode.ShouldBe(413);

        static IEnumerable<ReadOnlyMemory<byte>> Answer(Environ environ, StartResponse startResponse)
        {
            if (environ.PathInfo == "/late")
                throw new TimeoutException();
            return Response.Text(MiddlewareExamples.SignIn(environ)["user"] ?? "nobody").Send(environ, startResponse);
        }
    }

    [Fact]
    public async Task Files_go_in_front_of_an_app()
    {
        using var folder = new TempFolder();
        folder.Write("js/app.js", "script");
        var client = new GatewayClient(MiddlewareExamples.Files(folder.Path, Response.Text("app")));

        (await client.Get("/js/app.js")).Headers["Cache-Control"].ShouldBe("public, max-age=31536000, immutable");
        (await client.Get("/other")).Text.ShouldBe("app");
    }

    [Fact]
    public async Task Servers_share_a_session()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var client = new GatewayClient(MiddlewareExamples.Visits(cache).Use(Lint.Check));

        (await client.Get("/")).Text.ShouldBe("Visit 1");
        (await client.Get("/")).Text.ShouldBe("Visit 2");
    }

    [Fact]
    public async Task An_observer_counts_the_bytes_of_a_response()
    {
        var client = new GatewayClient(
            MiddlewareExamples.ByteCounter.Count(((GatewayApp)Response.Text("four").Send).ToAsync()).Use(Lint.Check));

        (await client.Get("/a")).Errors.ShouldBe("/a: 4 bytes\n");
    }

    [Theory, BothShapes]
    public async Task Middleware_of_ones_own_serves_both_shapes(Shape shape) =>
        (await shape.Client(new MiddlewareExamples.ServerTiming(), Response.Text("x")).Get("/"))
            .Headers["Server-Timing"]!.ShouldStartWith("app;dur=");
}
