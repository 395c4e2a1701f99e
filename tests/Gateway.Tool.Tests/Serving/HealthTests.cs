using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary><c>--health</c> and <c>--shutdown-delay</c>: a load balancer is told in time.</summary>
public sealed partial class HealthTests
{
    [Fact]
    public async Task Health_is_served_outside_the_prefix_and_not_in_the_access_log()
    {
        await using var tool = await ServeAsync("--health", "/healthz", "--prefix", "/shop", "--access-log", "-");

        (await Http.GetAsync(tool.Url(), "/healthz/ready")).ShouldBe("200 Healthy");
        (await Http.GetAsync(tool.Url(), "/healthz/live")).ShouldBe("200 Healthy");
        (await Http.GetAsync(tool.Url(), "/healthz")).ShouldStartWith("404 ");
        (await Http.GetAsync(tool.Url(), "/shop/last")).ShouldStartWith("200 ");
        await tool.LineAsync(LastRequest());
        tool.Output.ShouldNotContain("ready");
    }

    [Fact]
    public async Task During_the_delay_new_clients_are_served_and_readiness_is_503()
    {
        await using var tool = await ServeAsync("--health", "/healthz", "--shutdown-delay", "3600");
        using var response = await Http.Client.GetAsync(new Uri(tool.Url(), "/slow"), HttpCompletionOption.ResponseHeadersRead);

        tool.Signal();
        (await response.Content.ReadAsStringAsync()).ShouldBe("begun\nended\n", "gateway.stopping is cancelled at the beginning.");

        using var another = Http.Create();
        (await Http.GetAsync(tool.Url(), "/healthz/ready", another)).ShouldBe("503 Unhealthy");
        (await Http.GetAsync(tool.Url(), "/healthz/live", another)).ShouldBe("200 Healthy");
        (await Http.GetAsync(tool.Url(), "/", another)).ShouldStartWith("200 path=/");
        tool.Signal("INT");
        (await tool.ExitCodeAsync()).ShouldBe(130, "A second signal ends the delay, and everything else, at once.");
    }

    [Fact]
    public async Task After_the_delay_it_stops_by_itself()
    {
        await using var tool = await ServeAsync("--shutdown-delay", "0.1");

        tool.Signal();

        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
        tool.Output.ShouldContain("Stopping: requests are taken for 0.1 seconds more");
    }

    [Theory]
    [InlineData("--health", "healthz", "--health healthz is not a path")]
    [InlineData("--ready-queue", "101", "--ready-queue is 101; it must be at most 100.")]
    [InlineData("--shutdown-delay", "-1", "--shutdown-delay is -1; it must be between 0 and 86400 seconds.")]
    public async Task A_value_that_cannot_be_used_is_named(string option, string value, string message)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, option, value]);

        exitCode.ShouldBe(ExitCode.Usage);
        output.ShouldContain(message);
    }

    private static Task<ToolProcess> ServeAsync(params string[] arguments) =>
        ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", .. arguments]);

    [GeneratedRegex("GET /shop/last")]
    private static partial Regex LastRequest();
}
