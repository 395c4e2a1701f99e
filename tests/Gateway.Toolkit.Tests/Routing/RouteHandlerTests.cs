namespace Gateway.Toolkit.Tests;

/// <summary>Each way of writing a handler finds its overload without a cast.</summary>
public class RouteHandlerTests
{
    private readonly Router _router = new();

    [Fact]
    public async Task A_lambda_takes_the_request()
    {
        _router.Get("/", request => Response.Text("hello"));

        (await _router.Get("/")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_lambda_takes_values_in_the_order_of_the_template()
    {
        _router.Get("/{a}/{b:int}/{c:long}/{d:guid}",
            (Request request, string a, int b, long c, Guid d) => Response.Text($"{a} {b} {c} {d}"));

        (await _router.Get("/x/1/5000000000/6f9619ff-8b86-d011-b42d-00c04fc964ff"))
            .ShouldBe("x 1 5000000000 6f9619ff-8b86-d011-b42d-00c04fc964ff");
    }

    [Fact]
    public async Task Two_and_three_values_are_bound_as_well()
    {
        _router.Get("/{a}/{b}", (Request request, string a, string b) => Response.Text($"{a} {b}"));
        _router.Get("/{a}/{b}/{c:date}", async (Request request, string a, string b, DateOnly c) =>
        {
            await Task.Yield();
            return Response.Text($"{a} {b} {c:yyyy}");
        });

        (await _router.Get("/x/y")).ShouldBe("x y");
        (await _router.Get("/x/y/2026-01-02")).ShouldBe("x y 2026");
    }

    [Fact]
    public async Task An_async_lambda_awaits()
    {
        _router.Get("/", async request =>
        {
            await Task.Yield();
            return Response.Text("hello");
        });
        _router.Get("/{id:int}", async (Request request, int id) =>
        {
            await Task.Yield();
            return Response.Text($"{id}");
        });

        (await _router.Get("/")).ShouldBe("hello");
        (await _router.Get("/7")).ShouldBe("7");
    }

    [Fact]
    public async Task Method_groups_are_handlers_of_each_shape()
    {
        _router.Get("/now", Hello);
        _router.Get("/value", HelloValueTask);
        _router.Get("/task", HelloTask);
        _router.Get<int>("/now/{id:int}", Show);
        _router.Get<int>("/value/{id:int}", ShowValueTask);
        _router.Get<int>("/task/{id:int}", ShowTask);

        foreach (var path in (string[])["/now", "/value", "/task"])
        {
            (await _router.Get(path)).ShouldBe("hello");
            (await _router.Get(path + "/7")).ShouldBe("7");
        }
    }

    [Fact]
    public async Task A_lambda_that_only_throws_is_a_handler()
    {
        _router.Get("/", request => throw new InvalidDataException("broken"));
        _router.Get("/{id:int}", (Request request, int id) => throw new InvalidDataException("broken"));

        await Should.ThrowAsync<InvalidDataException>(() => _router.Get("/"));
        await Should.ThrowAsync<InvalidDataException>(() => _router.Get("/1"));
    }

    [Fact]
    public async Task Apps_of_every_shape_are_handlers()
    {
        _router.Get("/lambda/{name}", (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text(environ.RouteValue("name")!);
        });
        _router.Get("/async/{name}", async (environ, startResponse) =>
        {
            await Task.Yield();
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text(environ.RouteValue("name")!);
        });
        _router.Get("/iterator/{name}", Iterate);
        _router.Get("/async-iterator/{name}", IterateAsync);
        _router.Get("/response/{name}", Response.Text("joe"));

        foreach (var path in (string[])["lambda", "async", "iterator", "async-iterator", "response"])
            (await _router.Get($"/{path}/joe")).ShouldBe("joe");
    }

    [Fact]
    public async Task A_handler_may_ask_for_values_by_name()
    {
        _router.Get("/{section}/{id:int}",
            request => Response.Text(
                $"{request.RouteValue("section")} {request.RouteValue("id")} {request.RouteValue("other") ?? "nothing"}"));
        _router.Get("/keys/{name}",
            request => Response.Text(
                string.Join(',', ((IReadOnlyDictionary<string, string>)request.Environ["wsgiorg.routing_args"]!).Keys)));

        (await _router.Get("/news/5")).ShouldBe("news 5 nothing");
        (await _router.Get("/keys/x")).ShouldBe("name");
    }

    [Fact]
    public async Task Each_verb_takes_each_kind_of_handler()
    {
        _router.Get("/{id:int}", (Request request, int id) => Response.Text($"get {id}"));
        _router.Post("/{id:int}", (Request request, int id) => new ValueTask<Response>(Response.Text($"post {id}")));
        _router.Put("/{id:int}", (Request request, int id) => Task.FromResult(Response.Text($"put {id}")));
        _router.Patch("/{id:int}", Response.Text("patch"));
        _router.Delete("/{id:int}", (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("delete " + environ.RouteValue("id"));
        });
        _router.Map("PURGE", "/{id:int}", (Request request, int id) => Response.Text($"purge {id}"));
        var client = Served.By(_router);

        (await client.Get("/1")).Text.ShouldBe("get 1");
        (await client.Post("/1", "")).Text.ShouldBe("post 1");
        (await client.Put("/1", "")).Text.ShouldBe("put 1");
        (await client.Send(new("PATCH", "/1"))).Text.ShouldBe("patch");
        (await client.Delete("/1")).Text.ShouldBe("delete 1");
        (await client.Send(new("PURGE", "/1"))).Text.ShouldBe("purge 1");
    }

    [Fact]
    public async Task A_handler_that_returns_null_is_named()
    {
        _router.Get("/now", NoResponse);
        _router.Get("/task", request => (Task<Response>)null!);

        (await Should.ThrowAsync<GatewayContractException>(() => _router.Get("/now")))
            .Message.ShouldBe("The handler RouteHandlerTests.NoResponse returned null instead of a response.");
        await Should.ThrowAsync<GatewayContractException>(() => _router.Get("/task"));
    }

    [Fact]
    public async Task A_fault_of_the_request_is_answered_as_it_says()
    {
        _router.Get("/now", request => throw new BadRequestException(409, "Not now."));
        _router.Get("/at-once", request => AtOnce());
        _router.Get("/later", async request =>
        {
            await Task.Yield();
            throw new BadRequestException(409, "Not now.");
        });

        foreach (var path in (string[])["/now", "/at-once", "/later"])
            (await _router.Get(path)).ShouldBe("409 Conflict");

        static ValueTask<Response> AtOnce() => throw new BadRequestException(409, "Not now.");
    }

    private static Response NoResponse(Request request) => null!;

    private static Response Hello(Request request) => Response.Text("hello");

    private static ValueTask<Response> HelloValueTask(Request request) => new(Response.Text("hello"));

    private static async Task<Response> HelloTask(Request request)
    {
        await Task.Yield();
        return Response.Text("hello");
    }

    private static Response Show(Request request, int id) => Response.Text($"{id}");

    private static ValueTask<Response> ShowValueTask(Request request, int id) => new(Response.Text($"{id}"));

    private static async Task<Response> ShowTask(Request request, int id)
    {
        await Task.Yield();
        return Response.Text($"{id}");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Iterate(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        yield return System.Text.Encoding.UTF8.GetBytes(environ.RouteValue("name")!);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> IterateAsync(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        yield return System.Text.Encoding.UTF8.GetBytes(environ.RouteValue("name")!);
    }
}
