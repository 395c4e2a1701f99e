using Gateway.Fakes;

namespace Gateway.Composition;

public class MapTests
{
    private static async Task<string> GetAsync(GatewayPipeline pipeline, string target, string scriptName = "")
    {
        var environ = Environ.ForRequest("GET", target);
        environ.ScriptName = scriptName;
        return (await RecordedResponse.RunAsync(pipeline.Build(), environ)).Text;
    }

    [Theory]
    [InlineData("/api", "[/api][]")]
    [InlineData("/api/", "[/api][/]")]
    [InlineData("/api/x/y", "[/api][/x/y]")]
    [InlineData("/api//x", "[/api][//x]")]
    [InlineData("/api?x=/y", "[/api][]")]
    [InlineData("/%61pi/x", "[/api][/x]")]
    [InlineData("/apix", "rest[][/apix]")]
    [InlineData("/ap", "rest[][/ap]")]
    [InlineData("/API/x", "rest[][/API/x]")]
    [InlineData("//api/x", "rest[][//api/x]")]
    [InlineData("/x/api", "rest[][/x/api]")]
    [InlineData("/api%2Fx", "rest[][/api%2Fx]")]
    [InlineData("/", "rest[][/]")]
    public async Task The_prefix_moves_on_segment_borders_only(string target, string expected) =>
        (await GetAsync(new GatewayPipeline().Map("/api", Apps.TellPath()).Run(Apps.TellPath("rest")), target)).ShouldBe(expected);

    [Fact]
    public async Task The_prefix_is_added_to_where_the_pipeline_is_mounted() =>
        (await GetAsync(new GatewayPipeline().Map("/api", Apps.TellPath()), "/api/x", "/outer")).ShouldBe("[/outer/api][/x]");

    [Fact]
    public async Task Pipelines_nest_in_pipelines()
    {
        var inner = new GatewayPipeline().Map("/v1", Apps.TellPath("v1")).Run(Apps.TellPath("inner"));
        var outer = new GatewayPipeline().Map("/api", inner.Build()).Run(Apps.TellPath("outer"));

        (await GetAsync(outer, "/api/v1/x")).ShouldBe("v1[/api/v1][/x]");
        (await GetAsync(outer, "/api/v2/x")).ShouldBe("inner[/api][/v2/x]");
        (await GetAsync(outer, "/v1/x")).ShouldBe("outer[][/v1/x]");
    }

    [Fact]
    public async Task A_prefix_may_have_several_segments_and_the_first_match_wins()
    {
        var pipeline = new GatewayPipeline().Map("/a/b", Apps.TellPath("long")).Map("/a", Apps.TellPath("short"))
            .Map("/a/c", Apps.TellPath("never"));

        (await GetAsync(pipeline, "/a/b/x")).ShouldBe("long[/a/b][/x]");
        (await GetAsync(pipeline, "/a/bx")).ShouldBe("short[/a][/bx]");
        (await GetAsync(pipeline, "/a/c/x")).ShouldBe("short[/a][/c/x]");
    }

    [Fact]
    public async Task A_prefix_is_compared_with_the_decoded_path() =>
        (await GetAsync(new GatewayPipeline().Map("/caf\u00e9", Apps.TellPath()), "/caf%C3%A9/x")).ShouldBe("[/caf\u00e9][/x]");

    [Fact]
    public async Task Every_shape_of_app_can_be_mounted()
    {
        var pipeline = new GatewayPipeline()
            .Map("/sync", (_, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text("sync");
            })
            .Map("/async", async (_, startResponse) =>
            {
                await Task.Yield();
                startResponse("200 OK", []);
                return Body.Text("async");
            })
            .Map("/iterator", Iterate);

        foreach (var shape in new[] { "sync", "async", "iterator" })
            (await GetAsync(pipeline, "/" + shape)).ShouldBe(shape);
    }

    [Fact]
    public async Task The_url_stays_the_same()
    {
        var environ = Environ.ForRequest("GET", "/api/a%252Fb?q");
        Uri? url = null;

        await RecordedResponse.RunAsync(new GatewayPipeline().Map("/api", (inner, startResponse) =>
        {
            url = inner.Url;
            startResponse("200 OK", []);
            return Body.Empty;
        }).Build(), environ);

        url.ShouldBe(new Uri("http://127.0.0.1/api/a%252Fb?q"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("api")]
    [InlineData("/api/")]
    public void A_prefix_begins_with_a_slash_and_does_not_end_with_one(string prefix) =>
        Should.Throw<ArgumentException>(() => new GatewayPipeline().Map(prefix, Apps.TellPath())).Message.ShouldContain($"'{prefix}'");

    [Fact]
    public void Prefix_and_app_are_needed()
    {
        Should.Throw<ArgumentNullException>(() => new GatewayPipeline().Map(null!, Apps.TellPath()));
        Should.Throw<ArgumentNullException>(() => new GatewayPipeline().Map("/x", (AsyncGatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => new GatewayPipeline().Map("/x", (GatewayApp)null!));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Iterate(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        startResponse("200 OK", []);
        yield return Blocks.Of("iterator");
    }
}
