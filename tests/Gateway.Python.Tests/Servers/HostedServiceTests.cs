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
