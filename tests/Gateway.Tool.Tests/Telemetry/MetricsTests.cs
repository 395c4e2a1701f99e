using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Telemetry;

/// <summary><c>--metrics</c>: text for Prometheus on a port of its own, and the dashboard that reads it.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task The_page_has_every_metric_that_the_dashboard_reads()
    {
        await using var tool = await ServeAsync([], TestApps.Several, "SeveralApps.Busy:App");
        using var client = Http.Create();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => GetFromProxyAsync(client, new Uri(tool.Url(), "/together"))));

        var page = await Http.GetAsync(PageOf(tool), "/metrics");

        var missing = DashboardMetrics().Where(name => !page.Contains(name, StringComparison.Ordinal)).Except(OfFailures);
        missing.ShouldBeEmpty(page);
        page.ShouldContain("gateway_outcome=\"completed\"");
        page.ShouldContain("service_name=\"gateway\"");
    }

    [Fact]
    public async Task Rejections_and_timeouts_have_the_names_that_the_dashboard_reads()
    {
        await using var tool = await ServeAsync(["--timeout", "0.1"], TestApps.One);

        (await Http.GetAsync(tool.Url(), "/wait")).ShouldStartWith("504 ");

        var page = await Http.GetAsync(PageOf(tool), "/metrics");
        page.ShouldContain("gateway_requests_timed_out_total");
        page.ShouldContain("gateway_outcome=\"timed_out\"");
        DashboardMetrics().ShouldContain("gateway_requests_timed_out_total");
        DashboardMetrics().ShouldContain("gateway_requests_rejected_total");
    }

    [Fact]
    public async Task Neither_port_serves_what_belongs_to_the_other()
    {
        await using var tool = await ServeAsync([], TestApps.One);

        PageOf(tool).Host.ShouldBe("127.0.0.1");
        (await Http.GetAsync(PageOf(tool), "/")).ShouldBe("404 ");
        (await Http.GetAsync(tool.Url(), "/metrics")).ShouldContain("path=/metrics", customMessage: "The app has this path itself.");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("app.dll")]
    public async Task An_address_that_cannot_be_used_is_named(string address)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, "--metrics", address]);

        exitCode.ShouldBe(ExitCode.Usage);
        output.ShouldContain($"--metrics {address} is not an address; write PORT or HOST:PORT.");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var tool = await ServeAsync([], TestApps.One);

        var (exitCode, output) = await ToolProcess.RunAsync(
            ["serve", TestApps.One, "--bind", "http://127.0.0.1:0", "--metrics", PageOf(tool).Port.ToString(null as IFormatProvider)]);

        exitCode.ShouldBe(ExitCode.Listen);
        output.ShouldContain($"--metrics 127.0.0.1:{PageOf(tool).Port}: cannot listen there");
    }

    // Nothing is counted until it happens.
    private static readonly string[] OfFailures = ["gateway_requests_rejected_total", "gateway_requests_timed_out_total"];

    private static Task<ToolProcess> ServeAsync(string[] arguments, params string[] app) =>
        ToolProcess.ServeAsync([.. app, "--bind", "http://127.0.0.1:0", "--metrics", "127.0.0.1:0", .. arguments]);

    private static Uri PageOf(ToolProcess tool) => new(Page().Match(tool.Output).Groups[1].Value);

    private static async Task GetFromProxyAsync(HttpClient client, Uri url)
    {
        var start = $"t={DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}";
        (await Http.GetAsync(url, "", client, ("X-Request-Start", start))).ShouldBe("200 together");
    }

    // PythonQueueTests has those of Python apps.
    private static IEnumerable<string> DashboardMetrics() =>
        MetricName().Matches(Repository.Read("deploy/grafana/gateway.json")).Select(match => match.Value).Distinct()
            .Where(name => !name.StartsWith("gateway_python_", StringComparison.Ordinal));

    [GeneratedRegex("Metrics at (.*)/metrics")]
    private static partial Regex Page();

    [GeneratedRegex(@"\b(gateway|http_server|kestrel|dotnet)_[a-z0-9_]+(?=\{|,)")]
    private static partial Regex MetricName();
}
