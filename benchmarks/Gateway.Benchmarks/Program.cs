using Gateway.AspNetCore;
using Gateway.Benchmarks;
using Gateway.Benchmarks.Adapter;
using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Blocking;
using Gateway.Benchmarks.Drawing;
using Gateway.Benchmarks.Idle;
using Gateway.Benchmarks.InMemory;
using Gateway.Benchmarks.Micro;
using Gateway.Benchmarks.Python;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.RequestLog;
using Gateway.Benchmarks.RuntimeSettings;
using Gateway.Benchmarks.Serving;
using Gateway.Benchmarks.Sockets;
using Gateway.Benchmarks.Startup;
using Gateway.Benchmarks.Streaming;

const string usage = """
    Usage: dotnet run -c Release --project benchmarks/Gateway.Benchmarks -- PART [--rounds N] [--seconds N] [--filter TEXT] [--output FOLDER] [--quick]
    Parts: adapter, sockets, requestlog, settings, streaming, blocking, idle, startup, micro, python, all
    PART "charts" measures nothing: it draws the chart of the adapter part anew from its table.
    PART "draw" FILE.json FOLDER draws charts that other scripts describe (tests/stress/run, deploy/grafana/render).
    """;

if (args is ["serve", .. var pipelines])
{
    await ServeCommand.RunAsync(pipelines);
    return 0;
}

if (args is [RequestLogBenchmark.ServeCommand, var url, .. var settingsOfServer])
{
    GatewayServer.Run(GatewayApps.ThreeKeys, url, settingsOfServer);
    return 0;
}

if (args is [AdapterBenchmark.SampleCommand, .. var options])
{
    await AdapterBenchmark.PrintSamplesAsync(Settings.Parse(options));
    return 0;
}

if (args is ["draw", var descriptions, var folder])
{
    DrawCommand.Run(descriptions, folder);
    return 0;
}

if (args is ["charts", .. var drawing])
{
    AdapterReport.Redraw(Settings.Parse(drawing).Output);
    return 0;
}

var parts = new (string Name, Func<Settings, Task> Run)[]
{
    ("adapter", AdapterBenchmark.RunAsync),
    ("sockets", SocketBenchmark.RunAsync),
    ("requestlog", RequestLogBenchmark.RunAsync),
    ("settings", RuntimeSettingsBenchmark.RunAsync),
    ("streaming", StreamingBenchmark.RunAsync),
    ("blocking", BlockingBenchmark.RunAsync),
    ("idle", IdleBenchmark.RunAsync),
    ("startup", StartupBenchmark.RunAsync),
    ("micro", MicroBenchmark.RunAsync),
    ("python", PythonBenchmark.RunAsync),
};
var chosen = args is [] ? [] : parts.Where(part => args[0] == "all" || args[0] == part.Name).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine(usage);
    return 2;
}

if (!ByteMeter.IsOptimised(typeof(Payload)))
{
    Console.Error.WriteLine("This is a debug build, whose times and bytes mean nothing. " + usage);
    return 2;
}

Settings settings;
try
{
    settings = Settings.Parse(args.AsSpan(1));
}
catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

foreach (var (_, run) in chosen)
{
    Machine.NoteLoad();
    await run(settings);
}

Page.Write(settings.Output);
return 0;
