using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>How a server ends.</summary>
public sealed partial class SignalTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_lets_requests_under_way_finish(string signal)
    {
        await using var tool = await ServeAsync();
        using var response = await BeginAsync(tool, "/slow");

        tool.Signal(signal);

        (await response.Content.ReadAsStringAsync()).ShouldBe("begun\nended\n");
        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
    }

    [Theory]
    [InlineData("INT", 130)]
    public async Task A_second_signal_ends_it_at_once(string signal, int exitCode)
    {
        await using var tool = await ServeAsync();
        using var response = await BeginAsync(tool, "/slow?for=ever");

        tool.Signal(signal);
        await tool.LineAsync(Stopping());
        tool.Signal(signal);

        (await tool.ExitCodeAsync()).ShouldBe(exitCode);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Requests_that_take_longer_than_the_graceful_timeout_are_cut_off()
    {
        await using var tool = await ServeAsync("--graceful-timeout", "0.5");
        using var response = await BeginAsync(tool, "/slow?for=ever");

        tool.Signal();

        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
    }

    [Fact]
    public async Task Under_load_no_request_fails_while_the_server_drains()
    {
        await using var tool = await ServeAsync();
        var clients = Enumerable.Range(0, 16).Select(_ => new LoadClient(tool.Url().Port)).ToList();
        var load = clients.ConvertAll(client => Task.Run(client.UntilClosedAsync));
        await UntilAsync(() => clients.TrueForAll(client => client.Answered > 20));

        tool.Signal();

        await Task.WhenAll(load).WaitAsync(ToolProcess.Patience);
        clients.SelectMany(client => client.Failures).ShouldBeEmpty();
        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
    }

    /// <summary>Waits for progress that cannot but come; the limit only ends a test that would hang.</summary>
    internal static async Task UntilAsync(Func<bool> condition)
    {
        var limit = DateTime.UtcNow + ToolProcess.Patience;
        while (!condition())
        {
            DateTime.UtcNow.ShouldBeLessThan(limit);
            await Task.Yield();
        }
    }

    private static Task<ToolProcess> ServeAsync(params string[] arguments) =>
        ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", .. arguments]);

    private static async Task<HttpResponseMessage> BeginAsync(ToolProcess tool, string target)
    {
        var response = await Http.Client.GetAsync(new Uri(tool.Url(), target), HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200);
        return response;
    }

    [GeneratedRegex("^Stopping:")]
    private static partial Regex Stopping();
}
