using System.Text.Json;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Frameworks;

[Requires(Support.Python.Program, Package.Werkzeug, Package.WebOb)]
public sealed class HelperTests : IAsyncLifetime
{
    private readonly PythonApp _app = new("helpers_app", Support.Python.Options());
    private readonly GatewayClient _client;

    public HelperTests() => _client = new(new GatewayPipeline().Map("/webob", _app).Map("/werkzeug", _app).Build());

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [RequiringTheory]
    [InlineData("/werkzeug")]
    [InlineData("/webob")]
    public async Task A_request_object_reads_url_and_form(string mount)
    {
        var response = await _client.Post($"{mount}/path?q=1", "name=Zo%C3%AB", "application/x-www-form-urlencoded");
        var answer = JsonDocument.Parse(response.Bytes).RootElement;
        answer.GetProperty("url").GetString().ShouldBe($"http://localhost{mount}/path?q=1");
        answer.GetProperty("form").GetProperty("name").GetString().ShouldBe("Zoë");
        answer.GetProperty("length").GetInt32().ShouldBe(13);
    }

    [RequiringFact]
    public async Task A_wrapped_file_is_sent_by_the_host() =>
        (await _client.Get("/werkzeug/file")).Text.ShouldBe(
            await File.ReadAllTextAsync(Path.Combine(Support.Python.Apps, "helpers_app.py")));
}
