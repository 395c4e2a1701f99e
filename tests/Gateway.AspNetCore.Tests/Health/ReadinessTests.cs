using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.AspNetCore.Tests.Health;

/// <summary>Readiness tells whether requests should be sent here, liveness whether the process should be restarted.</summary>
public sealed class ReadinessTests
{
    private const string Ready = "/healthz/ready";
    private const string Live = "/healthz/live";

    [Fact]
    public async Task A_server_that_takes_requests_is_ready_and_live()
    {
        await using var host = await StartAsync(server => server.MapGatewayHealth());

        (await GetAsync(host, Ready)).ShouldBe("200 Healthy");
        (await GetAsync(host, Live)).ShouldBe("200 Healthy");
    }

    [Fact]
    public async Task Middleware_serves_the_same_paths_and_nothing_else()
    {
        await using var host = await StartAsync(server => server.UseGatewayHealth("/ready", "/live"));

        (await GetAsync(host, "/ready")).ShouldBe("200 Healthy");
        (await GetAsync(host, "/live")).ShouldBe("200 Healthy");
        (await GetAsync(host, "/ready/below")).ShouldBe("200 app");
        (await GetAsync(host, "/")).ShouldBe("200 app");
    }

    [Fact]
    public async Task Waiting_requests_beyond_the_share_of_the_queue_make_it_unready_until_they_are_served()
    {
        var gate = new Signal();
        await using var host = await StartAsync(
            server => server.MapGatewayHealth(),
            options => (options.Execution.Serial, options.Execution.QueueLimit, options.Execution.ReadyQueueShare) = (true, 4, 0.5),
            gate);

        var requests = Enumerable.Range(0, 3).Select(_ => GetAsync(host, "/")).ToList(); // One is served, two wait: the share.
        await UntilAsync(() => WaitingIn(host) == 2);
        (await GetAsync(host, Ready)).ShouldBe("200 Healthy");

        requests.Add(GetAsync(host, "/"));
        await UntilAsync(() => WaitingIn(host) == 3);
        (await GetAsync(host, Ready)).ShouldBe("503 Unhealthy");
        (await GetAsync(host, Live)).ShouldBe("200 Healthy");

        gate.Set();
        (await Task.WhenAll(requests)).ShouldAllBe(response => response == "200 app");
        (await GetAsync(host, Ready)).ShouldBe("200 Healthy");
    }

    [Fact]
    public async Task A_share_of_one_never_makes_it_unready()
    {
        var gate = new Signal();
        await using var host = await StartAsync(
            server => server.MapGatewayHealth(),
            options => (options.Execution.Serial, options.Execution.QueueLimit, options.Execution.ReadyQueueShare) = (true, 1, 1),
            gate);
        var requests = Enumerable.Range(0, 2).Select(_ => GetAsync(host, "/")).ToList();
        await UntilAsync(() => WaitingIn(host) == 1);

        (await GetAsync(host, Ready)).ShouldBe("200 Healthy");
        gate.Set();
        await Task.WhenAll(requests);
    }

    [Theory]
    [InlineData("live", "200 Healthy", "503 Unhealthy")]
    [InlineData("database", "503 Unhealthy", "200 Healthy")]
    public async Task A_check_of_the_application_belongs_to_readiness_unless_it_has_the_tag_live(string tag, string ready, string live)
    {
        await using var host = await GatewayHost.StartPipelineAsync(
            server => server.MapGatewayHealth(),
            setup => setup.Services = services =>
                services.AddHealthChecks().AddGateway().AddCheck("mine", () => HealthCheckResult.Unhealthy(), [tag]));

        (await GetAsync(host, Ready)).ShouldBe(ready);
        (await GetAsync(host, Live)).ShouldBe(live);
    }

    [Fact]
    public async Task The_health_check_that_was_not_added_is_named()
    {
        await using var host = await GatewayHost.StartPipelineAsync(server =>
            Should.Throw<InvalidOperationException>(() => server.MapGatewayHealth())
                .Message.ShouldContain("AddHealthChecks().AddGateway()"));
    }

    [Theory]
    [InlineData("ready", "/live")]
    [InlineData("/ready", "")]
    [InlineData("/{ready}", "/live")]
    [InlineData("/same", "/Same")]
    public async Task Paths_that_cannot_be_served_are_refused(string ready, string live)
    {
        await using var host = await StartAsync(server =>
        {
            Should.Throw<ArgumentException>(() => server.MapGatewayHealth(ready, live));
            Should.Throw<ArgumentException>(() => server.UseGatewayHealth(ready, live));
        });
    }

    [Fact]
    public async Task Conventions_apply_to_both_endpoints()
    {
        await using var host = await StartAsync(server => server.MapGatewayHealth().RequireHost("internal.example"));

        (await GetAsync(host, Ready)).ShouldBe("200 app");
        (await GetAsync(host, Live)).ShouldBe("200 app");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task A_share_that_is_not_between_zero_and_one_is_refused(double share)
    {
        await using var host = await GatewayHost.StartPipelineAsync(server => Should.Throw<ArgumentException>(
            () => server.UseGatewayApp(ServeApp, options => options.Execution.ReadyQueueShare = share))
            .Message.ShouldContain("ReadyQueueShare"));
    }

    private static Task<GatewayHost> StartAsync(
        Action<WebApplication> health, Action<GatewayOptions>? options = null, Signal? gate = null) =>
        GatewayHost.StartPipelineAsync(
            server =>
            {
                health(server);
                server.UseGatewayApp(
                    (AsyncGatewayApp)(async (environ, startResponse) =>
                    {
                        if (gate is not null)
                            await gate.WaitAsync();
                        startResponse("200 OK", []);
                        return Body.Text("app");
                    }),
                    options);
            },
            setup => setup.Services = services => services.AddHealthChecks().AddGateway());

    private static Body ServeApp(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return Body.Text("app");
    }

    private static int WaitingIn(GatewayHost host) =>
        host.Services.GetRequiredService<AspNetCore.Health.HostedApps>().All.Sum(app => app.Waiting.Count);

    private static async Task<string> GetAsync(GatewayHost host, string path)
    {
        await using var connection = await host.ConnectAsync();
        var response = await connection.GetAsync(path);
        return $"{response.Status} {response.Text}";
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var limit = DateTime.UtcNow + TestRun.Patience;
        while (!condition())
        {
            DateTime.UtcNow.ShouldBeLessThan(limit);
            await Task.Yield();
        }
    }
}
