using System.Text.Json;

namespace Gateway.Toolkit.Tests;

public class ErrorPagesTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];
    private static readonly (string, string) Browser = ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

    [Theory, BothShapes]
    public async Task In_production_the_client_learns_nothing_and_the_log_everything(Shape shape)
    {
        var response = await shape.Client(new ErrorPages(), Failing).Get("/some/path");

        response.Status.ShouldBe("500 Internal Server Error");
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        response.Text.ShouldBe("""{"type":"about:blank","title":"Internal Server Error","status":500}""");
        response.Errors.ShouldStartWith("GET /some/path failed: System.InvalidOperationException: <b>it broke</b>");
        response.Errors.ShouldContain(nameof(Failing));
    }

    [Theory, BothShapes]
    public async Task The_request_id_is_told_where_there_is_one(Shape shape)
    {
        GatewayApp app = Failing;

        var response = await shape.Client(new RequestId(), app.Use(new ErrorPages())).Get("/", ("X-Request-ID", "id-1"));

        JsonDocument.Parse(response.Bytes).RootElement.GetProperty("requestId").GetString().ShouldBe("id-1");
        response.Headers["X-Request-ID"].ShouldBe("id-1");
    }

    [Theory, BothShapes]
    public async Task In_development_a_browser_gets_a_page_with_everything(Shape shape)
    {
        GatewayApp app = Failing;
        var client = shape == Shape.Sync
            ? new GatewayClient(app.Use(new RequestId()).Use(new MaxBody(1)).Use(new ErrorPages(Details)))
            : new GatewayClient(((AsyncGatewayApp)FailingAsync).Use(new RequestId()).Use(new MaxBody(1)).Use(new ErrorPages(Details)));

        var response = await client.Get(
            "/some/path", Browser, ("User-Agent", "\"><script>alert(1)</script>"), ("Authorization", "Basic c2VjcmV0"),
            ("Cookie", "sid=c2VjcmV0"), ("X-Api-Key", "c2VjcmV0"));

        response.Status.ShouldBe("500 Internal Server Error");
        response.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        response.Headers["Cache-Control"].ShouldBe("no-store");
        response.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
        response.Text.ShouldContain("<h1>System.InvalidOperationException</h1>");
        response.Text.ShouldContain("&lt;b&gt;it broke&lt;/b&gt;");
        response.Text.ShouldContain("<h1>System.TimeoutException</h1>"); // The inner exception.
        response.Text.ShouldContain("Gateway.Toolkit.Tests.ErrorPagesTests.Break <span");
        response.Text.ShouldContain(
            "throw new InvalidOperationException(&quot;&lt;b&gt;it broke&lt;/b&gt;&quot;, inner); // the line that is shown</mark>");
        response.Text.ShouldContain("<li>ErrorPages</li><li>MaxBody</li><li>RequestId</li><li>ErrorPagesTests.Failing");
        response.Text.ShouldContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        response.Text.ShouldNotContain("<script");
        response.Text.ShouldNotContain("<b>");
        response.Text.ShouldNotContain("c2VjcmV0");
    }

    [Theory, BothShapes]
    public async Task In_production_a_browser_gets_a_small_page_that_tells_nothing(Shape shape)
    {
        GatewayApp app = Failing;

        var response = await shape.Client(new RequestId(), app.Use(new ErrorPages())).Get("/", Browser, ("X-Request-ID", "id-1"));

        response.Status.ShouldBe("500 Internal Server Error");
        response.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        response.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
        response.Headers["Vary"].ShouldBe("Accept");
        response.Text.ShouldContain("<h1>500 Internal Server Error</h1>");
        response.Text.ShouldContain("id-1");
        response.Text.ShouldNotContain("it broke");
    }

    [Theory, BothShapes]
    public async Task A_fault_of_a_browsers_request_is_a_page_in_its_words(Shape shape)
    {
        var response = await shape.Client(
            new ErrorPages(), (_, _) => throw new BadRequestException(422, "No such <colour>.")).Get("/", Browser);

        (response.StatusCode, response.Headers["Content-Type"]).ShouldBe((422, "text/html; charset=utf-8"));
        response.Text.ShouldContain("<h1>422 Unprocessable Content</h1>");
        response.Text.ShouldContain("No such &lt;colour&gt;.");
    }

    [Theory, BothShapes]
    public async Task Members_that_an_app_adds_to_a_problem_reach_a_browser_as_json(Shape shape)
    {
        var response = await shape.Client(new ErrorPages(), (_, _) => throw new OutOfStockException()).Get("/", Browser);

        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        response.Text.ShouldContain("\"left\":0");
    }

    [Theory]
    [BothShapes("*/*", "text/plain; charset=utf-8")]
    [BothShapes("application/json", "application/problem+json")]
    [BothShapes("text/html", "text/html; charset=utf-8")]
    [BothShapes("image/png", "text/plain; charset=utf-8")]
    [BothShapes("((", "text/plain; charset=utf-8")]
    public async Task In_development_the_client_says_what_it_reads_best(string accept, string type, Shape shape)
    {
        var response = await shape.Client(new ErrorPages(Details), Failing).Get("/", ("Accept", accept));

        (response.StatusCode, response.Headers["Content-Type"]).ShouldBe((500, type));
        response.Text.ShouldContain("InvalidOperationException");
    }

    [Theory, BothShapes]
    public async Task The_clients_own_faults_are_told_and_not_logged(Shape shape)
    {
        var bad = await shape.Client(new ErrorPages(), (_, _) => throw new BadRequestException(422, "No such colour.")).Get("/");
        var large = await shape.Client(new ErrorPages(), (_, _) => throw new RequestBodyException("Too large.", 413, null)).Get("/");

        (bad.StatusCode, bad.Errors).ShouldBe((422, ""));
        bad.Text.ShouldContain("No such colour.");
        (large.StatusCode, large.Errors).ShouldBe((413, ""));
        large.Text.ShouldContain("Too large.");
    }

    [Theory, BothShapes]
    public async Task A_body_that_fails_before_its_first_block_is_answered_and_one_after_it_aborts(Shape shape)
    {
        (await shape.Client(new ErrorPages(), Early).Get("/")).StatusCode.ShouldBe(500);
        var failure = await Should.ThrowAsync<ResponseAbortedException>(() => shape.Client(new ErrorPages(), Late).Get("/"));

        failure.InnerException!.Message.ShouldBe("late");

        static IEnumerable<ReadOnlyMemory<byte>> Early(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            yield return ReadOnlyMemory<byte>.Empty;
            throw new InvalidOperationException("early");
        }

        static IEnumerable<ReadOnlyMemory<byte>> Late(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            yield return "x"u8.ToArray();
            throw new InvalidOperationException("late");
        }
    }

    [Theory, BothShapes]
    public async Task A_client_that_has_gone_is_not_answered(Shape shape)
    {
        await Should.ThrowAsync<GatewayClientDisconnectedException>(
            () => RunAsync(new GatewayClientDisconnectedException(), CancellationToken.None));
        await Should.ThrowAsync<OperationCanceledException>(
            () => RunAsync(new OperationCanceledException(), new CancellationToken(canceled: true)));

        async Task RunAsync(Exception exception, CancellationToken aborted)
        {
            var environ = Environ.ForRequest();
            environ.RequestAborted = aborted;
            GatewayApp app = (_, _) => throw exception;
            if (shape == Shape.Sync)
                app.Use(new ErrorPages())(environ, (_, _, _) => throw new InvalidOperationException("It was answered."));
            else
                await app.ToAsync().Use(new ErrorPages())(environ, (_, _, _) => throw new InvalidOperationException("It was answered."));
        }
    }

    [Theory, BothShapes]
    public async Task An_answer_can_be_replaced(Shape shape)
    {
        var pages = new ErrorPages(
            options => options.Customize = (environ, _, response) => Response.Text($"{response.StatusCode} at {environ.PathInfo}", 503));

        var response = await shape.Client(pages, Failing).Get("/x");

        (response.StatusCode, response.Text).ShouldBe((503, "500 at /x"));
    }

    [Fact]
    public async Task A_path_cannot_forge_a_line_of_the_log()
    {
        GatewayApp app = Failing;

        var response = await new GatewayClient(app.Use(new ErrorPages())).Get("/x%0Aforged%C2%85%E2%80%A8");

        response.Errors.ShouldStartWith("GET /x\\u000aforged\\u0085\\u2028 failed: ");
    }

    private sealed class OutOfStockException : BadRequestException
    {
        public override Response ToResponse() => Response.Problem(409, "Sold out.", extensions: [new("left", 0)]);
    }

    private static void Details(ErrorPagesOptions options) => options.ShowDetails = true;

    [Theory]
    [InlineData("DB_PASS", "hunter2")]
    [InlineData("MYSQL_PWD", "hunter2")]
    [InlineData("SENTRY_DSN", "https://hunter2@sentry.example/1")]
    [InlineData("ConnectionStrings__Main", "Host=db;Username=app;Password=hunter2;Pooling=true")]
    [InlineData("TLS_PRIVATE", "hunter2")]
    [InlineData("DATABASE_URL", "postgres://app:hunter2@db.example/shop?sslmode=require")]
    [InlineData("REDIS_URL", "redis://:p@hunter2@cache.example:6379/0")]
    [InlineData("QUERY_STRING", "page=2&access_token=hunter2")]
    [InlineData("HTTP_REFERER", "https://shop.example/back?code=hunter2&page=2#id_token=hunter2")]
    [InlineData("STORAGE", "BlobEndpoint=https://a.example/;SharedAccessSignature=hunter2")]
    [InlineData("SETTINGS", "{\"user\": \"app\", \"password\": \"hunter2\"}")]
    [InlineData("PROXY_LINE", "Authorization: Basic hunter2")]
    public async Task A_secret_in_the_environ_is_hidden_wherever_it_stands(string key, string value)
    {
        GatewayApp app = Failing;
        var pages = new ErrorPages(options => options.ShowDetails = true);
        GatewayApp withSecret = (environ, startResponse) =>
        {
            environ[key] = value;
            return app.Use(pages)(environ, startResponse);
        };

        var response = await new GatewayClient(withSecret).Get("/", ("Accept", "text/html"));

        response.StatusCode.ShouldBe(500);
        response.Text.ShouldContain(key);
        response.Text.ShouldNotContain("hunter2");
        response.Text.ShouldContain("(hidden)");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Failing(Environ environ, StartResponse startResponse)
    {
        Break(new TimeoutException("inner"));
        return Body.Empty;
    }

    private static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> FailingAsync(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        Break(new TimeoutException("inner"));
        return Body.Empty;
    }

    private static void Break(Exception inner) =>
        throw new InvalidOperationException("<b>it broke</b>", inner); // the line that is shown
}
