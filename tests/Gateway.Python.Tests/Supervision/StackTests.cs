using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

/// <summary>Where the threads of a worker are.</summary>
[Requires(Support.Python.Program)]
public sealed class StackTests
{
    [RequiringTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_stacks_of_python_are_printed_by_signal_and_by_call(bool bySignal)
    {
        var log = new ConcurrentQueue<PythonLogEntry>();
        var options = Support.Python.Options(log);
        options.GracefulTimeout = TimeSpan.FromMilliseconds(100); // The app sleeps for longer.
        await using var app = new PythonApp("behaviour:plain", options);
        await using var response = await new GatewayClient(app).Open("/sleep_in_named_function");
        await response.Body.ReadExactlyAsync(new byte[6]);
        if (bySignal)
        {
            // The shell has it built in; the program of this name is in a package of its own.
            var command = string.Create(CultureInfo.InvariantCulture, $"kill -QUIT {app.ProcessIds[0]}");
            using var kill = Process.Start("sh", ["-c", command]);
            await kill.WaitForExitAsync();
        }
        else
        {
            app.PrintStacks();
        }

        await Eventually.IsTrue(() =>
            log.Any(entry => entry.Worker == 1 && entry.Message.Contains("in sleep_in_named_function", StringComparison.Ordinal)));
    }
}
