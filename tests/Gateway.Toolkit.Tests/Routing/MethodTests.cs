namespace Gateway.Toolkit.Tests;

public class MethodTests
{
    private readonly Router _router = new();

    [Fact]
    public async Task A_path_without_the_method_tells_which_it_has()
    {
        _router.Put("/articles/{id:int}", Response.Text("put"));
        _router.Get("/articles/{id:int}", Response.Text("get"));

        var response = await Served.By(_router).Delete("/articles/1");

        response.Status.ShouldBe("405 Method Not Allowed");
        response.Headers["Allow"].ShouldBe("GET, HEAD, OPTIONS, PUT");
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        response.Text.ShouldContain("GET, HEAD, OPTIONS, PUT");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_path_without_a_route_is_told_so_as_a_problem(bool isAsync)
    {
        _router.Get("/articles", Response.Text("get"));

        var response = await Served.By(_router, isAsync).Get("/article");

        response.Status.ShouldBe("404 Not Found");
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        response.Text.ShouldContain("There is nothing at this path.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Options_are_answered_in_both_shapes(bool isAsync)
    {
        _router.Post("/articles", Response.Text("post"));

        var response = await Served.By(_router, isAsync).Send(new("OPTIONS", "/articles"));

        response.Status.ShouldBe("204 No Content");
        response.Headers["Allow"].ShouldBe("OPTIONS, POST");
    }

    [Fact]
    public async Task Every_route_of_the_path_counts()
    {
        _router.Get("/articles/new", Response.Text("get"));
        _router.Post("/articles/{slug}", Response.Text("post"));
        _router.Delete("/{**path}", Response.Text("delete"));
        var client = Served.By(_router);

        (await client.Post("/articles/new", "")).Text.ShouldBe("post");
        (await client.Delete("/articles/new")).Text.ShouldBe("delete");
        (await client.Put("/articles/new", "")).Headers["Allow"].ShouldBe("DELETE, GET, HEAD, OPTIONS, POST");
    }

    [Fact]
    public async Task Head_goes_where_get_does_unless_it_is_mapped()
    {
        _router.Get("/get", request => Response.Text(request.Environ.RequestMethod));
        _router.Get("/both", Response.Text("get"));
        _router.Map("HEAD", "/both", request =>
        {
            var response = Response.Text("");
            response.Headers.Add(("X-Head", "yes"));
            return response;
        });
        var client = Served.By(_router);

        (await client.Head("/get")).Status.ShouldBe("200 OK");
        (await client.Head("/get")).Text.ShouldBe("");
        (await client.Head("/both")).Headers["X-Head"].ShouldBe("yes");
    }

    [Fact]
    public async Task Options_may_be_mapped_for_one_path_or_for_all()
    {
        _router.Get("/a", Response.Text("get"));
        _router.Map("OPTIONS", "/{**path}", Response.Text("mine"));

        (await Served.By(_router).Send(new("OPTIONS", "/a"))).Text.ShouldBe("mine");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    public async Task Options_of_the_whole_server_are_those_of_every_path(string path)
    {
        _router.Get("/a", Response.Text("get"));
        _router.Patch("/b", Response.Text("patch"));
        AsyncGatewayApp app = _router;

        var response = await new GatewayClient(async (environ, startResponse) =>
        {
            environ.PathInfo = path;
            return await app(environ, startResponse);
        }).Send(new("OPTIONS", "*"));

        response.Status.ShouldBe("204 No Content");
        response.Headers["Allow"].ShouldBe("GET, HEAD, OPTIONS, PATCH");
    }

    [Fact]
    public async Task Options_of_a_path_without_routes_are_not_found()
    {
        _router.Get("/a", Response.Text("get"));

        (await Served.By(_router).Send(new("OPTIONS", "/b"))).Status.ShouldBe("404 Not Found");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("CONNECT")]
    public async Task A_WebSocket_is_got_over_any_version_of_http(string method)
    {
        _router.Get("/socket", (environ, startResponse) => environ.WebSocket!.Accept((socket, cancellationToken) => Task.CompletedTask));
        AsyncGatewayApp app = _router;
        var client = new GatewayClient(async (environ, startResponse) =>
        {
            environ.RequestMethod = method;
            return await app(environ, startResponse);
        });

        using var socket = await client.ConnectWebSocket("/socket");
        await Should.ThrowAsync<WebSocketRefusedException>(() => client.ConnectWebSocket("/nothing"));
    }

    [Fact]
    public async Task A_connect_that_asks_for_no_WebSocket_is_no_get()
    {
        _router.Get("/a", Response.Text("get"));
        AsyncGatewayApp app = _router;
        var client = new GatewayClient(async (environ, startResponse) =>
        {
            environ.RequestMethod = "CONNECT";
            return await app(environ, startResponse);
        });

        (await client.Get("/a")).Status.ShouldBe("405 Method Not Allowed");
    }

    [Fact]
    public async Task A_method_in_another_case_is_another_method()
    {
        _router.Get("/a", Response.Text("get"));

        (await Served.By(_router).Send(new("get", "/a"))).Status.ShouldBe("405 Method Not Allowed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET POST")]
    [InlineData("GET\r\n")]
    public void A_method_is_a_token(string method) =>
        Should.Throw<ArgumentException>(() => _router.Map(method, "/", Response.Text("x"))).ParamName.ShouldBe("method");
}
