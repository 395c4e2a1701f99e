namespace Gateway.Toolkit.Tests;

public class RouteUrlTests
{
    private readonly Router _router = new();

    public RouteUrlTests()
    {
        _router.Get("/articles/{id:int}", (Request request, int id) => Response.Text($"{id}")).Named("article");
        _router.Get("/café/{name}/", Response.Text("x")).Named("café");
        _router.Get("/files/{**path}", Response.Text("x")).Named("file");
        _router.Get("/{day:date}/{guid:guid}", Response.Text("x")).Named("typed");
    }

    [Fact]
    public void A_name_and_values_make_a_path()
    {
        _router.UrlFor("article", ("id", 5)).ShouldBe("/articles/5");
        _router.UrlFor("article", ("id", "-5")).ShouldBe("/articles/-5");
        _router.UrlFor("café", ("name", "a b/c?d#é")).ShouldBe("/caf%C3%A9/a%20b%2Fc%3Fd%23%C3%A9/");
        _router.UrlFor("file", ("path", "a b/c%2Fd")).ShouldBe("/files/a%20b/c%252Fd");
        _router.UrlFor("file", ("path", "")).ShouldBe("/files/");
        _router.UrlFor("typed", ("guid", Guid.Empty), ("day", new DateOnly(2026, 1, 2)))
            .ShouldBe("/2026-01-02/00000000-0000-0000-0000-000000000000");
    }

    [Fact]
    public void The_path_begins_where_the_router_is_mounted()
    {
        var environ = Environ.ForRequest();
        environ.ScriptName = "/über uns/a%2Fb";

        _router.UrlFor(environ, "article", ("id", 5)).ShouldBe("/%C3%BCber%20uns/a%2Fb/articles/5");
        _router.UrlFor(new Request(environ), "article", ("id", 5)).ShouldBe("/%C3%BCber%20uns/a%2Fb/articles/5");
    }

    [Fact]
    public async Task Outer_and_inner_routers_agree_on_a_url_wherever_they_are_asked()
    {
        var outer = new Router();
        var inner = new Router();
        inner.Get("/articles/{id:int}", (Request request, int id) => Response.Text(
            $"{inner.UrlFor(request, "article", ("id", id))} "
                + $"{outer.UrlFor(request, "admin.article", ("id", id))} {outer.UrlFor(request, "home")}")).Named("article");
        outer.Get("/", Response.Text("home")).Named("home");
        outer.Mount("/admin panel", inner, name: "admin");
        var site = new GatewayPipeline().Map("/site", outer).Build();

        (await new GatewayClient(site).Get("/site/admin%20panel/articles/5")).Text
            .ShouldBe("/site/admin%20panel/articles/5 /site/admin%20panel/articles/5 /site/");
    }

    [Fact]
    public void Names_of_nested_routers_are_known_without_a_name_of_their_own_and_must_differ()
    {
        var outer = new Router();
        outer.Mount("/a", _router);
        outer.UrlFor("article", ("id", 1)).ShouldBe("/a/articles/1");

        var twice = new Router();
        twice.Mount("/a", _router);
        twice.Get("/b", Response.Text("b")).Named("article");
        Should.Throw<InvalidOperationException>(() => twice.ToApp())
            .Message.ShouldBe("/b and /a/articles/{id:int} have the same name, 'article'.");
    }

    [Theory]
    [InlineData("article", "id", "five", "cannot have the value 'five' for 'id'")]
    [InlineData("article", "id", null, "cannot have the value 'null' for 'id'")]
    [InlineData("article", "id", "", "cannot have the value '' for 'id'")]
    [InlineData("article", "ID", "5", "needs a value for 'id'")]
    [InlineData("café", "name", "..", "cannot have the value")]
    [InlineData("café", "name", "a%2Fb", "cannot have the value")]
    [InlineData("café", "name", "a\r\nb", "cannot have the value")]
    [InlineData("file", "path", "/evil.example", "cannot have the value")]
    [InlineData("file", "path", "a/../b", "cannot have the value")]
    public void A_value_that_would_not_come_back_is_refused_naming_the_route(string name, string key, string? value, string why)
    {
        var message = Should.Throw<ArgumentException>(() => _router.UrlFor(name, (key, value!))).Message;

        message.ShouldContain($"'{name}'");
        message.ShouldContain(why);
    }

    [Fact]
    public void Half_a_character_is_refused() =>
        Should.Throw<ArgumentException>(() => _router.UrlFor("café", ("name", new string('\uD800', 1))))
            .Message.ShouldContain("cannot have the value");

    [Fact]
    public void Missing_surplus_and_repeated_values_are_refused_naming_the_route()
    {
        Should.Throw<ArgumentException>(() => _router.UrlFor("article"))
            .Message.ShouldBe("The route 'article' (/articles/{id:int}) needs a value for 'id'.");
        Should.Throw<ArgumentException>(() => _router.UrlFor("article", ("id", 1), ("page", 2)))
            .Message.ShouldContain("'article' (/articles/{id:int}) has no parameter 'page'");
        Should.Throw<ArgumentException>(() => _router.UrlFor("article", ("id", 1), ("id", 2))).Message.ShouldContain("'id' twice");
        Should.Throw<ArgumentException>(() => _router.UrlFor("nothing")).Message.ShouldContain("'nothing'");
    }
}
