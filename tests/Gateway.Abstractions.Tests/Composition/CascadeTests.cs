using Gateway.Fakes;

namespace Gateway.Composition;

public class CascadeTests
{
    private static async Task<RecordedResponse> GetAsync(params AsyncGatewayApp[] apps) =>
        await RecordedResponse.RunAsync(
            new GatewayPipeline().Cascade(apps).Run(Apps.Answer("200 OK", "rest")).Build(), Environ.ForRequest("GET", "/a/b"));

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("405 Method Not Allowed")]
    public async Task An_app_that_answers_404_or_405_is_passed_over(string status)
    {
        var response = await GetAsync(Apps.Answer(status, "unheard"), Apps.Answer("200 OK", "second"), Apps.Answer("200 OK", "third"));

        response.Calls.Count.ShouldBe(1);
        response.Status.ShouldBe("200 OK");
        response.Headers.ShouldBe([("X-Text", "second")]);
        response.Text.ShouldBe("second");
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("204 No Content")]
    [InlineData("301 Moved Permanently")]
    [InlineData("403 Forbidden")]
    [InlineData("410 Gone")]
    [InlineData("500 Internal Server Error")]
    public async Task An_app_that_answers_anything_else_is_heard(string status)
    {
        var response = await GetAsync(Apps.Answer(status, "first"), Apps.Answer("200 OK", "second"));

        response.Status.ShouldBe(status);
        response.Text.ShouldBe("first");
    }

    [Fact]
    public async Task After_the_last_the_request_goes_on_down_the_pipeline() =>
        (await GetAsync(Apps.Answer("404 Not Found"), Apps.Answer("405 Method Not Allowed"))).Text.ShouldBe("rest");

    [Fact]
    public async Task A_cascade_of_nothing_changes_nothing() => (await GetAsync()).Text.ShouldBe("rest");

    [Fact]
    public async Task Synchronous_apps_cascade_as_well()
    {
        static IEnumerable<ReadOnlyMemory<byte>> Missing(Environ environ, StartResponse startResponse)
        {
            startResponse("404 Not Found", []);
            yield return Blocks.Of("unheard");
        }

        static IEnumerable<ReadOnlyMemory<byte>> Found(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Blocks.Of("found ");
            yield return Blocks.Of("lazily");
        }

        var response = await RecordedResponse.RunAsync(new GatewayPipeline().Cascade(Missing, Found).Build(), Environ.ForRequest());

        response.Status.ShouldBe("200 OK");
        response.Text.ShouldBe("found lazily");
    }

    [Fact]
    public async Task The_body_of_an_app_that_is_heard_stays_itself()
    {
        var body = Body.Stream(new MemoryStream());

        var app = new GatewayPipeline().Cascade(Apps.Answer("404 Not Found"), Apps.Return("200 OK", body)).Build();

        (await app(Environ.ForRequest(), new RecordedResponse().Start)).ShouldBeSameAs(body);
    }

    [Fact]
    public async Task A_WebSocket_body_passes_though_nothing_was_started()
    {
        var body = new WebSocketHandshake([]).Accept((_, _) => Task.CompletedTask);

        var app = new GatewayPipeline().Cascade(Apps.Return(null, body)).Build();

        (await app(Environ.ForRequest(), new RecordedResponse().Start)).ShouldBeSameAs(body);
    }

    [Fact]
    public async Task The_next_app_sees_the_path_as_the_first_did()
    {
        var first = new GatewayPipeline().Map("/a", Apps.Answer("404 Not Found")).Build();

        (await GetAsync(first, Apps.TellPath())).Text.ShouldBe("[][/a/b]");
    }

    [Fact]
    public async Task The_path_is_not_put_back_under_an_app_that_is_heard()
    {
        var first = new GatewayPipeline().Map("/a", Apps.TellPath()).Build();

        (await GetAsync(first)).Text.ShouldBe("[/a][/b]");
    }

    [Fact]
    public async Task An_app_that_leaves_the_path_alone_leaves_a_hosted_environ_alone()
    {
        var environ = new HostedEnviron(Environ.ForRequest().ToDictionary());

        await RecordedResponse.RunAsync(
            new GatewayPipeline().Cascade(Apps.Answer("404 Not Found")).Run(Apps.Answer("200 OK")).Build(), environ);
        environ.KeysAskedFor.Clear();
        _ = environ.PathInfo;

        environ.KeysAskedFor.ShouldBe(["PATH_INFO"]);
    }

    [Fact]
    public async Task A_null_body_is_an_error()
    {
        (await Should.ThrowAsync<GatewayContractException>(() => GetAsync(Apps.Return("200 OK", null!)))).Message.ShouldContain("null");
        (await Should.ThrowAsync<GatewayContractException>(() => GetAsync(Apps.Return("404 Not Found", null!))))
            .Message.ShouldContain("null");
    }

    [Fact]
    public async Task An_exception_of_an_app_is_no_answer_to_pass_over()
    {
        AsyncGatewayApp broken = (_, startResponse) =>
        {
            startResponse("404 Not Found", []);
            throw new InvalidDataException("broken");
        };

        await Should.ThrowAsync<InvalidDataException>(() => GetAsync(broken));
    }
}
