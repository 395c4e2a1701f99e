using Gateway.Fakes;

namespace Gateway.Composition;

public class PipelineTests
{
    private static async Task<RecordedResponse> GetAsync(GatewayPipeline pipeline, string target = "/") =>
        await RecordedResponse.RunAsync(pipeline.Build(), Environ.ForRequest("GET", target));

    [Fact]
    public async Task An_empty_pipeline_answers_a_plain_404()
    {
        var response = await GetAsync(new GatewayPipeline());

        response.Status.ShouldBe("404 Not Found");
        response.Headers.ShouldBe([("Content-Type", "text/plain")]);
        response.Text.ShouldBe("404 Not Found\n");
    }

    [Fact]
    public async Task Middleware_runs_in_the_order_it_was_added()
    {
        var pipeline = new GatewayPipeline().Use(Mark("a")).Use(Mark("b")).Run(TellMarks());

        (await GetAsync(pipeline)).Text.ShouldBe("ab");
    }

    [Fact]
    public async Task Run_takes_every_shape_of_app()
    {
        (await GetAsync(new GatewayPipeline().Run((_, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text("synchronous");
        }))).Text.ShouldBe("synchronous");

        (await GetAsync(new GatewayPipeline().Run(async (_, startResponse) =>
        {
            await Task.Yield();
            startResponse("200 OK", []);
            return Body.Text("asynchronous");
        }))).Text.ShouldBe("asynchronous");

        (await GetAsync(new GatewayPipeline().Run(Iterate))).Text.ShouldBe("iterator");
    }

    [Fact]
    public void Nothing_comes_after_Run()
    {
        var pipeline = new GatewayPipeline().Run(Apps.Answer("200 OK"));

        Should.Throw<InvalidOperationException>(() => pipeline.Use(Mark("x"))).Message.ShouldContain("Run");
        Should.Throw<InvalidOperationException>(() => pipeline.Map("/x", Apps.Answer("200 OK"))).Message.ShouldContain("Run");
        Should.Throw<InvalidOperationException>(() => pipeline.Run(Apps.Answer("200 OK"))).Message.ShouldContain("Run");
        Should.Throw<InvalidOperationException>(() => pipeline.When(_ => true, _ => { })).Message.ShouldContain("Run");
        Should.Throw<InvalidOperationException>(() => pipeline.Cascade(Apps.Answer("200 OK"))).Message.ShouldContain("Run");
    }

    [Fact]
    public async Task A_pipeline_can_be_built_again_and_what_was_built_does_not_change()
    {
        var pipeline = new GatewayPipeline().Use(Mark("a"));
        var first = pipeline.Build();

        var second = pipeline.Use(Mark("b")).Run(TellMarks()).Build();

        (await RecordedResponse.RunAsync(first, Environ.ForRequest())).Status.ShouldBe("404 Not Found");
        (await RecordedResponse.RunAsync(second, Environ.ForRequest())).Text.ShouldBe("ab");
    }

    [Fact]
    public async Task A_built_app_answers_many_requests_at_once()
    {
        var app = new GatewayPipeline().Map("/api", Apps.TellPath()).Build();

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 100)
                .Select(number => Task.Run(() => RecordedResponse.RunAsync(app, Environ.ForRequest("GET", $"/api/{number}")))));

        responses.Select(response => response.Text).ShouldBe(Enumerable.Range(0, 100).Select(number => $"[/api][/{number}]"));
    }

    [Fact]
    public async Task A_branch_is_taken_when_its_condition_holds_and_joins_again()
    {
        var pipeline = new GatewayPipeline()
            .Use(Mark("a"))
            .When(environ => environ.PathInfo == "/x", branch => branch.Use(Mark("b")).Use(Mark("c")))
            .Use(Mark("d"))
            .Run(TellMarks());

        (await GetAsync(pipeline, "/x")).Text.ShouldBe("abcd");
        (await GetAsync(pipeline, "/y")).Text.ShouldBe("ad");
    }

    [Fact]
    public async Task A_branch_that_answers_does_not_join_again()
    {
        var pipeline = new GatewayPipeline()
            .When(environ => environ.PathInfo == "/x", branch => branch.Run(Apps.Answer("200 OK", "branch")))
            .Run(Apps.Answer("200 OK", "main"));

        (await GetAsync(pipeline, "/x")).Text.ShouldBe("branch");
        (await GetAsync(pipeline, "/y")).Text.ShouldBe("main");
    }

    [Fact]
    public async Task A_branch_without_match_ends_in_the_404_of_the_pipeline()
    {
        var pipeline = new GatewayPipeline().When(_ => true, branch => branch.Map("/a", Apps.Answer("200 OK")));

        (await GetAsync(pipeline, "/b")).Status.ShouldBe("404 Not Found");
    }

    [Fact]
    public async Task A_branch_is_filled_once_and_its_condition_asked_per_request()
    {
        var (filled, asked) = (0, 0);
        var app = new GatewayPipeline().When(_ => ++asked > 1, branch => filled++).Build();

        await RecordedResponse.RunAsync(app, Environ.ForRequest());
        await RecordedResponse.RunAsync(app, Environ.ForRequest());

        (filled, asked).ShouldBe((1, 2));
    }

    [Fact]
    public void Arguments_are_needed()
    {
        var pipeline = new GatewayPipeline();

        Should.Throw<ArgumentNullException>(() => pipeline.Use(null!));
        Should.Throw<ArgumentNullException>(() => pipeline.When(null!, _ => { }));
        Should.Throw<ArgumentNullException>(() => pipeline.When(_ => true, null!));
        Should.Throw<ArgumentNullException>(() => pipeline.Run((GatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => pipeline.Run((AsyncGatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => pipeline.Run((AsyncIteratorApp)null!));
        Should.Throw<ArgumentNullException>(() => pipeline.Cascade((GatewayApp[])null!));
        Should.Throw<ArgumentNullException>(() => pipeline.Cascade((AsyncGatewayApp[])null!));
        Should.Throw<ArgumentNullException>(() => pipeline.Cascade(new AsyncGatewayApp[1]));
        Should.Throw<ArgumentNullException>(() => pipeline.Cascade(new GatewayApp[1]));
    }

    private static AsyncGatewayMiddleware Mark(string mark) => app => (environ, startResponse) =>
    {
        environ["marks"] = (environ.TryGetValue("marks", out var marks) ? (string?)marks : "") + mark;
        return app(environ, startResponse);
    };

    private static AsyncGatewayApp TellMarks() => (environ, startResponse) =>
    {
        startResponse("200 OK", []);
        return new(Body.Text((string)environ["marks"]!));
    };

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Iterate(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        startResponse("200 OK", []);
        yield return Blocks.Of("iterator");
    }
}
