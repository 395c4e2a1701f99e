using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.AspNetCore.Tests.Health;

/// <summary>A load balancer learns of a stop only after it has begun, so the server may go on listening for a while.</summary>
public sealed class ShutdownDelayTests
{
    [Fact]
    public async Task New_connections_are_served_during_the_delay_while_readiness_is_503()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(time, TimeSpan.FromHours(1));
        (await GetAsync(host, "/healthz/ready")).ShouldBe("200 Healthy");

        var stopped = host.StopAsync(); // Has begun the delay when it returns its task.

        (await GetAsync(host, "/healthz/ready")).ShouldBe("503 Unhealthy");
        (await GetAsync(host, "/healthz/live")).ShouldBe("200 Healthy");
        (await GetAsync(host, "/")).ShouldBe("200 stopping: True");
        stopped.IsCompleted.ShouldBeFalse();
        time.Strike();
        await stopped;
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => GetAsync(host, "/"));
    }

    [Fact]
    public async Task Without_a_delay_readiness_is_503_from_the_signal_on()
    {
        await using var host = await StartAsync(new ManualTime(), TimeSpan.Zero);

        host.BeginToStop();

        (await GetAsync(host, "/healthz/ready")).ShouldBe("503 Unhealthy");
    }

    [Fact]
    public async Task The_time_that_the_host_has_to_stop_is_longer_by_the_delay()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(time, TimeSpan.FromHours(1));

        host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.ShouldBe(new TimeSpan(1, 0, 5));
        var stopped = host.StopAsync();
        time.Strike();
        await stopped;
    }

    [Fact]
    public async Task A_delay_for_one_app_is_refused_because_it_belongs_to_the_host()
    {
        await using var host = await GatewayHost.StartPipelineAsync(server => Should.Throw<ArgumentException>(
            () => server.UseGatewayApp(Serve, options => options.Timeouts.ShutdownDelay = TimeSpan.FromSeconds(1)))
            .Message.ShouldContain("services.AddGateway"));
    }

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("2.00:00:00")]
    public async Task A_delay_that_is_negative_or_longer_than_a_day_is_refused(string delay)
    {
        await using var host = await GatewayHost.StartPipelineAsync(
            server => Should.Throw<ArgumentException>(() => server.UseGatewayApp(Serve)).Message.ShouldContain("ShutdownDelay"),
            setup => setup.Services = services => services.Configure<GatewayOptions>(
                options => options.Timeouts.ShutdownDelay = TimeSpan.Parse(delay, null)));
    }

    private static Task<GatewayHost> StartAsync(ManualTime time, TimeSpan delay) => GatewayHost.StartPipelineAsync(
        server =>
        {
            server.MapGatewayHealth();
            server.UseGatewayApp(Serve);
        },
        setup => setup.Services = services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddGateway(options => options.Timeouts.ShutdownDelay = delay);
            services.AddHealthChecks().AddGateway();
        });

    private static Body Serve(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return Body.Text($"stopping: {((CancellationToken)environ["gateway.stopping"]!).IsCancellationRequested}");
    }

    private static async Task<string> GetAsync(GatewayHost host, string path)
    {
        await using var connection = await host.ConnectAsync();
        var response = await connection.GetAsync(path);
        return $"{response.Status} {response.Text}";
    }
}
