using System.Text;
using System.Text.Json;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Semantics;

[Requires(Support.Python.Program)]
public sealed class RequestTests(BehaviourFixture python) : IClassFixture<BehaviourFixture>
{
    [RequiringFact]
    public async Task The_environ_has_strings_as_wsgi_wants_them()
    {
        var environ = await EnvironOf(new GatewayRequest("GET", "/caf%C3%A9/a%2Fb?q=%C3%A9") { Headers = [("X-Name", "value")] });
        environ["PATH_INFO"].GetString().ShouldBe(Latin1("/café/a/b"));
        environ["QUERY_STRING"].GetString().ShouldBe("q=%C3%A9");
        environ["REQUEST_METHOD"].GetString().ShouldBe("GET");
        environ["HTTP_X_NAME"].GetString().ShouldBe("value");
        environ["wsgi.version"].GetString().ShouldBe("(1, 0)");
        environ["wsgi.url_scheme"].GetString().ShouldBe("http");
        environ["wsgi.multithread"].GetBoolean().ShouldBeTrue();
        environ["wsgi.multiprocess"].GetBoolean().ShouldBeFalse();
        environ["wsgi.run_once"].GetBoolean().ShouldBeFalse();
        environ["wsgi.input_terminated"].GetBoolean().ShouldBeTrue();
    }

    [RequiringTheory]
    [InlineData("/a%252Fb", "/a%2Fb")]
    [InlineData("/%FF", "/\u00ff")]
    public async Task Octets_of_the_path_are_decoded_once(string target, string expected) =>
        (await EnvironOf(new GatewayRequest("GET", target)))["PATH_INFO"].GetString().ShouldBe(expected);

    [RequiringFact]
    public async Task A_path_that_decodes_to_a_step_upwards_is_refused() =>
        (await python.Plain.Get("/files%2F..%2Fsecret")).StatusCode.ShouldBe(400);

    [RequiringFact]
    public async Task A_mount_is_the_script_name()
    {
        var site = new GatewayPipeline().Map("/old shop", python.App).Build();
        var response = await new GatewayClient(site).Get("/old%20shop/caf%C3%A9");
        var environ = JsonDocument.Parse(response.Bytes).RootElement;
        environ.GetProperty("SCRIPT_NAME").GetString().ShouldBe("/old shop");
        environ.GetProperty("PATH_INFO").GetString().ShouldBe(Latin1("/café"));
    }

    [RequiringFact]
    public async Task Entries_of_middleware_reach_the_app()
    {
        AsyncGatewayApp app = (environ, startResponse) =>
        {
            environ["REMOTE_USER"] = "Zoë";
            return python.App(environ, startResponse);
        };
        var response = await new GatewayClient(app).Get("/");
        JsonDocument.Parse(response.Bytes).RootElement.GetProperty("REMOTE_USER").GetString().ShouldBe(Latin1("Zoë"));
    }

    [RequiringTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public async Task A_body_of_known_length_arrives(int length)
    {
        var body = new byte[length];
        Random.Shared.NextBytes(body);
        var response = await python.Validated.Post("/echo", body);
        response.Bytes.Span.SequenceEqual(body).ShouldBeTrue();
    }

    [RequiringFact]
    public async Task A_body_of_unknown_length_ends_where_it_ends()
    {
        var request = new GatewayRequest("POST", "/count_bytes") { ContentStream = new MemoryStream(new byte[2_500_000]) };
        (await python.Validated.Send(request)).Text.ShouldBe("2500000");
    }

    [RequiringFact]
    public async Task A_body_is_read_by_lines()
    {
        var body = string.Concat(Enumerable.Repeat("a line\n", 50_000));
        (await python.Validated.Post("/count_lines", body)).Text.ShouldBe("50000");
    }

    [RequiringFact]
    public async Task An_app_may_leave_a_large_body_and_send_a_large_response()
    {
        var body = new byte[2_000_000];
        for (var round = 0; round < 3; round++)
            (await python.Plain.Post("/ignore_body", body)).Bytes.Length.ShouldBe(300_000);
        (await python.Plain.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task A_websocket_is_refused_with_a_reason()
    {
        var error = await Should.ThrowAsync<WebSocketRefusedException>(() => python.Plain.ConnectWebSocket("/hello"));
        error.Message.ShouldContain("501");
    }

    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private async Task<Dictionary<string, JsonElement>> EnvironOf(GatewayRequest request)
    {
        var response = await python.Plain.Send(request);
        response.StatusCode.ShouldBe(200, response.Text);
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(response.Bytes.Span)!;
    }
}
