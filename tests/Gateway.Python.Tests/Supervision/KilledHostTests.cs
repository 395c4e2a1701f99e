using System.Diagnostics;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class KilledHostTests
{
    [RequiringFact]
    public async Task No_worker_outlives_a_host_that_is_killed()
    {
        using var host = Process.Start(new ProcessStartInfo("dotnet", [typeof(KilledHostTests).Assembly.Location]) { RedirectStandardOutput = true })!;
        var worker = int.Parse((await host.StandardOutput.ReadLineAsync())!, null);
        Directory.Exists($"/proc/{worker}").ShouldBeTrue();
        host.Kill();
        await Processes.Gone(worker);
    }
}
