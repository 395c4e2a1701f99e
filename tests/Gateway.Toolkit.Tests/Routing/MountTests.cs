namespace Gateway.Toolkit.Tests;

public class MountTests
{
    private readonly Router _router = new();

    [Theory]
    [InlineData("/admin", "/admin|")]
    [InlineData("/admin/", "/admin|/")]
    [InlineData("/admin/a/b%2Fc", "/admin|/a/b%2Fc")]
    [InlineData("/administer", "404 Not Found")]
    [InlineData("/admin/login", "login")]
    [InlineData("/x/y/z", "/x/y|/z")]
    [InlineData("/x", "404 Not Found")]
    public async Task A_prefix_moves_on_segment_borders(string path, string answer)
    {
        _router.Mount("/admin", Where);
        _router.Mount("/x/y", Where);
        _router.Get("/admin/login", Response.Text("login"));

        (await _router.Get(path)).ShouldBe(answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Routers_nest_in_routers(bool isAsync)
    {
        var innermost = new Router();
        innermost.Get("/{id:int}",
            (Request request, int id) => Response.Text($"{request.Environ.ScriptName} {request.Environ.PathInfo} {id}"));
        var inner = new Router();
        inner.Mount("/articles", innermost);
        inner.Get("/", request => Response.Text("inner"));
        _router.Mount("/admin", inner);
        var client = Served.By(_router, isAsync);

        (await client.Get("/admin/articles/5")).Text.ShouldBe("/admin/articles /5 5");
        (await client.Get("/admin/articles/x")).Status.ShouldBe("404 Not Found");
        (await client.Post("/admin/articles/5", "")).Headers["Allow"].ShouldBe("GET, HEAD, OPTIONS");
        (await client.Get("/admin/")).Text.ShouldBe("inner");
        (await client.Get("/admin")).Text.ShouldBe("inner");
    }

    [Fact]
    public async Task A_mounted_app_gets_every_method_that_no_route_has()
    {
        _router.Get("/admin/login", Response.Text("login"));
        _router.Mount("/admin", async (environ, startResponse) =>
        {
            await Task.Yield();
            return Response.Text(environ.RequestMethod).Send(environ, startResponse);
        });
        var client = Served.By(_router);

        (await client.Get("/admin/login")).Text.ShouldBe("login");
        (await client.Post("/admin/login", "")).Text.ShouldBe("POST");
        (await client.Send(new("PROPFIND", "/admin"))).Text.ShouldBe("PROPFIND");
    }

    [Fact]
    public async Task A_router_stands_wherever_an_app_does()
    {
        var inner = new Router();
        inner.Get("/a", request => Response.Text(request.Environ.ScriptName));
        _router.Mount("/in", new GatewayPipeline().Map("/pipeline", inner).Build());

        (await _router.Get("/in/pipeline/a")).ShouldBe("/in/pipeline");
    }

    [Fact]
    public async Task A_cascade_goes_past_a_router_that_finds_nothing()
    {
        var first = new Router();
        first.Get("/a", Response.Text("first"));
        _router.Get("/b", Response.Text("second"));
        var client = new GatewayClient(new GatewayPipeline().Cascade(first, _router).Build());

        (await client.Get("/a")).Text.ShouldBe("first");
        (await client.Get("/b")).Text.ShouldBe("second");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("admin")]
    [InlineData("/admin/")]
    [InlineData("/{tenant}")]
    public void A_prefix_that_is_none_is_refused(string prefix) =>
        Should.Throw<ArgumentException>(() => _router.Mount(prefix, Where)).Message.ShouldContain($"'{prefix}'");

    [Fact]
    public void Two_things_at_one_prefix_are_refused()
    {
        _router.Mount("/a", Where);
        _router.Mount("/a", Where);
        Should.Throw<InvalidOperationException>(() => _router.ToApp()).Message.ShouldContain("mounted at /a");

        var router = new Router();
        router.Mount("/a", Where);
        router.Get("/a/{**path}", Where);
        Should.Throw<InvalidOperationException>(() => router.ToApp()).Message.ShouldContain("GET /a/{**path}");
    }

    [Fact]
    public void A_router_below_itself_is_refused()
    {
        var inner = new Router();
        inner.Mount("/b", _router);
        _router.Mount("/a", inner);

        Should.Throw<InvalidOperationException>(() => _router.ToApp()).Message.ShouldBe("The router is mounted below itself.");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Where(Environ environ, StartResponse startResponse) =>
        Response.Text($"{environ.ScriptName}|{environ.PathInfo}").Send(environ, startResponse);
}
