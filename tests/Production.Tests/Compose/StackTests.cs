using System.Net;
using System.Net.Http.Json;

namespace Production.Tests;

/// <summary>The whole of <c>compose.yaml</c> with real servers, though without containers.</summary>
[Requires("nginx", RedisServer.Program, PostgresServer.Initdb, PostgresServer.Postgres, PostgresServer.Setpriv)]
public sealed class StackTests : IAsyncLifetime
{
    private readonly Stack _stack = new();
    private readonly OtlpCollector _collector = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public async Task InitializeAsync()
    {
        await _collector.StartAsync();
        await _stack.StartAsync(
            ("RateLimit__Requests", "25"), ("RateLimit__Window", "01:00:00"), ("Gateway__Timeouts__ShutdownDelay", "00:00:00"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        _client.BaseAddress = new Uri($"http://127.0.0.1:{_stack.Port}");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _stack.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [RequiringFact]
    public async Task Two_instances_behind_nginx_serve_one_site()
    {
        var article = new { title = "through nginx", content = "" };
        using var created = await _client.PostAsJsonAsync(new Uri("/articles", UriKind.Relative), article);
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        for (var visit = 1; visit <= 10; visit++)
            (await GetAsync("/visits")).Body.ShouldBe($"Visit {visit}\n");
        for (var read = 0; read < 4; read++)
            (await GetAsync("/articles/1")).Body.ShouldContain("through nginx");
        (await GetAsync("/healthz")).Status.ShouldBe(404); // Of nginx: the limit does not count it.

        var statuses = new List<int>();
        for (var request = 0; request < 14; request++)
            statuses.Add((await GetAsync("/articles")).Status);
        statuses.ShouldBe([.. Enumerable.Repeat(200, 10), .. Enumerable.Repeat(429, 4)]);

        foreach (var instance in _stack.Instances.Values)
        {
            (await GetAsync($"http://127.0.0.1:{instance.Port}/healthz/ready")).Body.ShouldBe("Healthy");
            var metrics = await GetAsync($"http://127.0.0.1:{instance.Metrics}/metrics");
            metrics.Body.ShouldContain("gateway_request_duration_seconds_count{");
            metrics.Body.ShouldContain("gateway_outcome=\"completed\"");
            (await GetAsync($"http://127.0.0.1:{instance.Metrics}/articles")).Status.ShouldBe(404);
            (await GetAsync($"http://127.0.0.1:{instance.Port}/metrics")).Status.ShouldNotBe(200);
        }

        foreach (var instance in _stack.Instances.Values)
            (await instance.Process.EndAsync()).ShouldBe(0);
        (await _collector.ReceivedAsync("/v1/traces", "gateway.outcome")).ShouldContain("production");
        (await _collector.ReceivedAsync("/v1/metrics", "gateway.request.duration")).ShouldContain("production");
    }

    [RequiringFact]
    public async Task Without_PostgreSQL_articles_are_unavailable_and_afterwards_come_back()
    {
        (await GetAsync("/articles")).Status.ShouldBe(200);

        await _stack.Postgres.StopAsync();
        for (var request = 0; request < 4; request++)
        {
            var refused = await GetAsync("/articles");
            refused.Status.ShouldBe(503);
            refused.Body.ShouldContain("The articles cannot be reached at the moment.");
        }

        (await GetAsync("/visits")).Body.ShouldBe("Visit 1\n");
        foreach (var instance in _stack.Instances.Values)
            (await GetAsync($"http://127.0.0.1:{instance.Port}/healthz/ready")).Status.ShouldBe(503);

        await _stack.Postgres.RestartAsync();
        (await GetAsync("/articles")).Status.ShouldBe(200);
    }

    private async Task<(int Status, string Body)> GetAsync(string url)
    {
        using var response = await _client.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
