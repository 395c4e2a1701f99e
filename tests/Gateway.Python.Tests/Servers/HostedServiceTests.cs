using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Gateway.Python.Tests.Servers;

[Requires(Support.Python.Program)]
public sealed class HostedServiceTests
{
    [RequiringFact]
    public async Task Workers_start_and_stop_with_the_host_and_tell_of_their_health()
    {
        IReadOnlyList<int> processes;
        var log = new ListLoggerProvider();
        await using (var host = await KestrelHost.StartAsync(
            server => server.MapGatewayApp("/", server.Services.GetRequiredService<PythonApp>()),
            builder =>
            {
                builder.Logging.AddProvider(log);
                builder.Services.AddPythonApp("behaviour:plain", Configure);
            }))
        {
            var app = host.Services.GetRequiredService<PythonApp>();
            processes = app.ProcessIds;
            processes.Count.ShouldBe(1);
            using var client = KestrelHost.Client(host.Http1);
            (await client.GetStringAsync("/print_lines")).ShouldBe("printed");
            var health = host.Services.GetRequiredService<HealthCheckService>();
            (await health.CheckHealthAsync()).Entries["behaviour:plain"].Status.ShouldBe(HealthStatus.Healthy);
        }

        processes.ShouldAllBe(process => !Directory.Exists($"/proc/{process}"));
        log.Messages.ShouldContain("[worker 1] to stderr");
    }

    [RequiringFact]
    public async Task The_health_check_is_unhealthy_while_too_many_requests_wait_for_a_worker()
    {
        await using var host = await KestrelHost.StartAsync(
            server => server.MapGatewayApp("/", server.Services.GetRequiredService<PythonApp>()),
            builder => builder.Services.AddPythonApp("behaviour:plain", options =>
            {
                Configure(options);
                (options.ReadAhead, options.QueueLimit, options.ReadyQueueShare) = (0, 3, 0.5);
            }));
        var (app, health) = (host.Services.GetRequiredService<PythonApp>(), host.Services.GetRequiredService<HealthCheckService>());
        var client = new GatewayClient(app);
        var upload = new System.IO.Pipelines.Pipe();
        var open = client.Open(new GatewayRequest("POST", "/echo_stream") { ContentStream = upload.Reader.AsStream() });
        await upload.Writer.WriteAsync("line\n"u8.ToArray());
        await using var first = await open; // It holds the only worker, because it waits for its body.

        var requests = Enumerable.Range(0, 4).Select(_ => client.Get("/hello")).ToList();
        var refused = await Task.WhenAny(requests); // The others wait.
        var entry = (await health.CheckHealthAsync()).Entries["behaviour:plain"];
        await upload.Writer.CompleteAsync();
        await first.ReadToEnd();

        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldBe(
            "3 requests wait for a worker of behaviour:plain, which is more than 50 % of 3 (ReadyQueueShare, QueueLimit).");
        (await refused).StatusCode.ShouldBe(503);
        foreach (var waiting in requests.Where(request => request != refused))
            (await waiting).Text.ShouldBe("Hello World!");
        app.WaitingCount.ShouldBe(0);
        app.ReasonNotReady.ShouldBeNull();
        (await health.CheckHealthAsync()).Entries["behaviour:plain"].Status.ShouldBe(HealthStatus.Healthy);
    }

    [RequiringFact]
    public async Task A_host_does_not_start_without_its_app()
    {
        var error = await Should.ThrowAsync<PythonLoadException>(() => KestrelHost.StartAsync(
            _ => { }, builder => builder.Services.AddPythonApp("broken:application", Configure)));
        error.Message.ShouldContain("this module cannot be imported");
    }

    private static void Configure(PythonAppOptions options)
    {
        options.Directory = Support.Python.Apps;
        options.Interpreter = Support.Python.Program;
        options.Workers = 1;
    }
}
