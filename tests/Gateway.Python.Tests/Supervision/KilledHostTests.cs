using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class KilledHostTests
{
    [RequiringFact]
    public async Task No_worker_outlives_a_host_that_is_killed()
    {
        using var host = await HostProcess.StartAsync();
        Directory.Exists($"/proc/{host.Worker}").ShouldBeTrue();
        host.Kill();
        await Processes.Gone(host.Worker);
    }
}
