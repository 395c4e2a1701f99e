namespace Gateway.Toolkit.Tests;

/// <summary>What is wrong with routes is told at start, naming them.</summary>
public class StartTests
{
    private readonly Router _router = new();

    [Theory]
    [InlineData("articles", "a path begins with a slash")]
    [InlineData("", "a path begins with a slash")]
    [InlineData("/a//b", "nothing between two slashes")]
    [InlineData("/a/../b", "a segment '.' or '..'")]
    [InlineData("/a/{id", "'{id' is not a valid parameter")]
    [InlineData("/a/{}", "'{}' is not a valid parameter")]
    [InlineData("/a/x{id}", "'x{id}' is not a valid parameter")]
    [InlineData("/a/{id?}", "'{id?}' is not a valid parameter")]
    [InlineData("/a/{*id}", "'{*id}' is not a valid parameter")]
    [InlineData("/a/{id}\n", "control character")]
    [InlineData("/{**rest}/b", "nothing can follow a {**parameter}")]
    [InlineData("/{**rest:int}", "has no constraint")]
    [InlineData("/{id}/{id}", "'id' occurs twice")]
    [InlineData("/{id:integer}", "no constraint 'integer'")]
    [InlineData("/{id:}", "no constraint ''")]
    [InlineData("/{id:int:guid}", "no value meets 'int:guid'")]
    [InlineData("/{id:guid:length(3)}", "no value meets 'guid:length(3)'")]
    [InlineData("/{id:length(4,3)}", "no value has such a length")]
    [InlineData("/{id:length(99999999999)}", "the constraint 'length(99999999999)' is malformed")]
    [InlineData("/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}/{n}/{o}/{p}/{q}", "more than 16 parameters")]
    public void A_malformed_template_is_refused(string template, string why)
    {
        var message = Should.Throw<ArgumentException>(() => _router.Get(template, Response.Text("x"))).Message;

        message.ShouldContain($"'{template}'");
        message.ShouldContain(why);
    }

    [Fact]
    public void Without_a_handler_there_is_no_route()
    {
        Should.Throw<ArgumentNullException>(() => _router.Get("/", (Func<Request, Response>)null!));
        Should.Throw<ArgumentNullException>(() => _router.Get("/{id:int}", (Func<Request, int, Task<Response>>)null!));
        Should.Throw<ArgumentNullException>(() => _router.Get("/", (GatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => _router.Get("/", (AsyncGatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => _router.Mount("/a", (Router)null!));
        _router.Routes.ShouldBeEmpty();
    }

    [Fact]
    public void A_template_with_half_a_character_is_refused() =>
        Should.Throw<ArgumentException>(() => _router.Get("/a/" + '\uD800', Response.Text("x"))).Message.ShouldContain("half a character");

    [Fact]
    public void A_handler_with_another_number_of_values_is_refused() =>
        Should.Throw<ArgumentException>(() => _router.Get("/{a}/{b}", (Request request, string a) => Response.Text(a)))
            .Message.ShouldBe(
                "The handler StartTests.A_handler_with_another_number_of_values_is_refused of GET /{a}/{b} takes 1 values besides the "
                    + "request; the template has 2 parameters.");

    [Fact]
    public void A_handler_with_a_type_that_the_template_does_not_promise_is_refused()
    {
        Should.Throw<ArgumentException>(() => _router.Get("/{id}", (Request request, int id) => Response.Text("x")))
            .Message.ShouldContain("takes Int32 for 'id'; write {id:int}");
        Should.Throw<ArgumentException>(() => _router.Get("/{id:long}", (Request request, int id) => Response.Text("x")))
            .Message.ShouldContain("{id:int}");
        Should.Throw<ArgumentException>(() => _router.Get("/{id:int}", (Request request, Guid id) => Response.Text("x")))
            .Message.ShouldContain("{id:guid}");
        Should.Throw<ArgumentException>(() => _router.Get("/{**id}", (Request request, DateOnly id) => Response.Text("x")))
            .Message.ShouldContain("{id:date}");
        _router.Get("/{id:int}", (Request request, long id) => Response.Text("x"));
        _router.Post("/{id:int}", (Request request, string id) => Response.Text("x"));
    }

    [Theory]
    [InlineData("/a", "/a")]
    [InlineData("/a/{x}", "/a/{y}")]
    [InlineData("/a/{x:int}", "/a/{y:int}")]
    [InlineData("/a/{x:int}", "/a/{y:long}")]
    [InlineData("/a/{x:alpha}", "/a/{y:length(3)}")]
    [InlineData("/a/{x:length(1,3)}", "/a/{y:length(3,5)}")]
    [InlineData("/a/{x:int}/{z}", "/a/{y:long}/b")]
    [InlineData("/a/{x:int}/{**z}", "/a/{y:long}/b/c")]
    [InlineData("/a/{x:int}/{z:alpha}", "/a/{y:long}/b")]
    [InlineData("/a/{**x}", "/a/{**y}")]
    public void Ambiguous_templates_are_refused_with_both_named(string first, string second)
    {
        _router.Get(first, Response.Text("first"));
        _router.Get(second, Response.Text("second"));

        var message = Should.Throw<InvalidOperationException>(() => _router.ToApp()).Message;

        message.ShouldContain("GET " + first);
        message.ShouldContain("GET " + second);
    }

    [Theory]
    [InlineData("/a/{x:int}", "/a/{y:guid}")]
    [InlineData("/a/{x:int}", "/a/{y:alpha}")]
    [InlineData("/a/{x:date}", "/a/{y:int}")]
    [InlineData("/a/{x:length(1,3)}", "/a/{y:length(4,5)}")]
    [InlineData("/a/{x:int}/b", "/a/{y:long}/c")]
    [InlineData("/a/{x:int}/{z:int}", "/a/{y:long}/b")]
    [InlineData("/a/{x:int}", "/a/{y:long}/b")]
    [InlineData("/{x}/b", "/a/{y}")]
    public void Templates_that_can_be_told_apart_are_not(string first, string second)
    {
        _router.Get(first, Response.Text("first"));
        _router.Get(second, Response.Text("second"));

        Should.NotThrow(() => _router.ToApp());
    }

    [Fact]
    public void The_same_path_with_another_method_is_not_ambiguous_but_head_is_get()
    {
        _router.Get("/a/{x:int}", Response.Text("get"));
        _router.Post("/a/{x:long}", Response.Text("post"));
        Should.NotThrow(() => _router.ToApp());

        var router = new Router();
        router.Get("/a/{x:int}", Response.Text("get"));
        router.Map("HEAD", "/a/{x:long}", Response.Text("head"));
        Should.Throw<InvalidOperationException>(() => router.ToApp());
    }

    [Fact]
    public void Nothing_is_added_to_a_router_in_use()
    {
        var route = _router.Get("/a", Response.Text("a"));
        _router.ToApp();

        Should.Throw<InvalidOperationException>(() => _router.Get("/b", Response.Text("b")));
        Should.Throw<InvalidOperationException>(() => _router.Mount("/b", Response.Text("b")));
        Should.Throw<InvalidOperationException>(() => route.Named("a"));
    }

    [Fact]
    public async Task Synchronous_handlers_make_a_synchronous_app()
    {
        _router.Get("/a", request => Response.Text("a"));
        _router.Get("/b/{id:int}", (Request request, int id) => Response.Text($"b {id}"));
        _router.Mount("/c", Response.Text("c"));
        var client = Served.By(_router, isAsync: false);

        (await client.Get("/a")).Text.ShouldBe("a");
        (await client.Get("/b/1")).Text.ShouldBe("b 1");
        (await client.Get("/c/x")).Text.ShouldBe("c");
        (await client.Get("/d")).Status.ShouldBe("404 Not Found");
        (await client.Post("/a", "")).Status.ShouldBe("405 Method Not Allowed");
    }

    [Fact]
    public void An_asynchronous_handler_keeps_a_router_from_being_synchronous()
    {
        var inner = new Router();
        inner.Get("/later", LaterAsync);
        _router.Mount("/inner", inner);

        Should.Throw<InvalidOperationException>(() => inner.ToSyncApp())
            .Message.ShouldStartWith("StartTests.LaterAsync (GET /later) is asynchronous");
        Should.Throw<InvalidOperationException>(() => _router.ToSyncApp())
            .Message.ShouldStartWith("StartTests.LaterAsync (GET /later) (mounted at /inner) is asynchronous");
    }

    [Fact]
    public void The_routes_can_be_listed()
    {
        var inner = new Router();
        inner.Get("/{id:int}", LaterAsync).Named("article");
        inner.Delete("/{id:int}", LaterAsync);
        _router.Get("/", request => Response.Text("home")).Named("home");
        _router.Mount("/articles", inner, name: "articles");
        _router.Mount("/files", Files);

        _router.Routes.ShouldBe(
        [
            new("GET", "/", "home", "StartTests.The_routes_can_be_listed"),
            new("GET", "/articles/{id:int}", "articles.article", "StartTests.LaterAsync"),
            new("DELETE", "/articles/{id:int}", null, "StartTests.LaterAsync"),
            new("*", "/files/{**path}", null, "StartTests.Files"),
        ]);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Files(Environ environ, StartResponse startResponse) => Body.Empty;

    private static async ValueTask<Response> LaterAsync(Request request)
    {
        await Task.Yield();
        return Response.Text("later");
    }
}
