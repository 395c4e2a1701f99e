using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>The queue of a Python app, as operators see it.</summary>
[Requires("python3")]
public sealed partial class PythonQueueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RequiringFact]
    public async Task Metrics_show_workers_and_waiting_requests_and_readiness_is_503_while_too_many_wait()
    {
        _folder.Write("site_app.py", """
            import os, sys, time
            sys.dont_write_bytecode = True
            def application(environ, start_response):
                while environ['PATH_INFO'] == '/wait' and not os.path.exists('gate'):
                    time.sleep(0.01)
                start_response('200 OK', [('Content-Type', 'text/plain')])
                return [b'hello']
            """);
        await using var tool = await ToolProcess.ServeAsync(
            ["python:site_app", "--workers", "1", "--queue", "3", "--ready-queue", "50", "--bind", "http://127.0.0.1:0",
                "--health", "/healthz", "--metrics", "127.0.0.1:0"],
            _folder.Path);
        var metrics = new Uri(Page().Match(tool.Output).Groups[1].Value);
        (await Http.GetAsync(tool.Url(), "/healthz/ready")).ShouldBe("200 Healthy");

        // One is served and three wait, once the fifth is refused.
        var requests = Enumerable.Range(0, 5).Select(_ => Http.GetAsync(tool.Url(), "/wait")).ToList();
        var refused = await Task.WhenAny(requests);
        (await refused).ShouldStartWith("503 ");

        (await Http.GetAsync(tool.Url(), "/healthz/ready")).ShouldBe("503 Unhealthy");
        (await Http.GetAsync(tool.Url(), "/healthz/live")).ShouldBe("200 Healthy");
        var page = await Http.GetAsync(metrics, "/metrics");
        (Value(page, "gateway_python_slots"), Value(page, "gateway_python_busy"), Value(page, "gateway_python_waiting"))
            .ShouldBe(("1", "1", "3"), page);

        _folder.Write("gate", "");
        foreach (var request in requests.Where(request => request != refused))
            (await request).ShouldBe("200 hello");
        (await Http.GetAsync(tool.Url(), "/healthz/ready")).ShouldBe("200 Healthy");
        page = await PageWithAsync(metrics, "gateway_python_waiting", "0");
        Value(page, "gateway_python_queue_wait_seconds_count").ShouldBe("3");
        page.ShouldContain("le=\"0.005\""); // In seconds: a quantile of milliseconds would be between 0 and 5.
        PythonMetrics().Except(["gateway_python_restarts_total"])
            .Where(name => !page.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty("The dashboard reads these.");
    }

    // The exporter keeps a page for 300 ms, so it is asked until it has counted anew.
    private static async Task<string> PageWithAsync(Uri metrics, string name, string value)
    {
        using var limit = new CancellationTokenSource(ToolProcess.Patience);
        while (true)
        {
            var page = await Http.GetAsync(metrics, "/metrics");
            if (Value(page, name) == value)
                return page;
            await Task.Delay(20, limit.Token);
        }
    }

    private static IEnumerable<string> PythonMetrics() =>
        PythonMetric().Matches(Repository.Read("deploy/grafana/gateway.json")).Select(match => match.Value).Distinct();

    private static string Value(string page, string name) =>
        Regex.Match(page, $@"^{name}\{{[^}}]*\}} (\S+)", RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex("Metrics at (.*)/metrics")]
    private static partial Regex Page();

    [GeneratedRegex(@"\bgateway_python_[a-z_]+")]
    private static partial Regex PythonMetric();
}
