using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Control;

/// <summary><c>gateway ctl</c> and SIGQUIT: what a running server is asked and told.</summary>
public sealed partial class ControlTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Socket => Path.Combine(_folder.Path, "ctl.sock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Status_tells_what_the_server_is()
    {
        await using var tool = await ServeAsync();

        (await CtlAsync("status")).ShouldContain($"OneApp.Site:App: serving for 00:00:0");
        var status = await JsonAsync("status");
        status.GetProperty("pid").GetInt32().ShouldBe(tool.Id);
        status.GetProperty("state").GetString().ShouldBe("serving");
        status.GetProperty("addresses")[0].GetString().ShouldBe(tool.Url().ToString().TrimEnd('/'));
        status.GetProperty("requests").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Requests_are_listed_and_what_a_client_sent_cannot_drive_the_terminal()
    {
        await using var tool = await ServeAsync();
        using var client = Http.Create();
        using var response = await client.GetAsync(
            new Uri(tool.Url(), "/slow"), HttpCompletionOption.ResponseHeadersRead);
        var waiting = client.GetAsync(new Uri(tool.Url(), "/wait/%1B%5B31mred"), HttpCompletionOption.ResponseHeadersRead);

        var text = await UntilAsync("requests", output => output.Contains("red", StringComparison.Ordinal));
        text.ShouldContain("sending       -  GET /slow");
        text.ShouldContain("GET /wait/\\u001b[31mred");
        text.ShouldNotContain("\u001b");
        var listed = await JsonAsync("requests");
        listed.GetArrayLength().ShouldBe(2);
        listed[0].GetProperty("path").GetString().ShouldBe("/slow");
        listed[0].GetProperty("ageSeconds").GetDouble().ShouldBeGreaterThan(0);

        tool.Signal("QUIT");
        await tool.LineAsync(Waiting());
        tool.Output.ShouldContain("2 requests, 0 of them wait");
        tool.Output.ShouldNotContain("\u001b[31m");
        tool.Signal("TERM");
        await tool.LineAsync(Stopping());
    }

    [Fact]
    public async Task Drain_leaves_the_rotation_and_goes_on_serving()
    {
        await using var tool = await ServeAsync();

        await CtlAsync("drain");

        (await JsonAsync("status")).GetProperty("state").GetString().ShouldBe("draining");
        (await Http.GetAsync(tool.Url(), "/healthz/ready")).ShouldBe("503 Unhealthy");
        (await Http.GetAsync(tool.Url(), "/healthz/live")).ShouldBe("200 Healthy");
        using var response = await Http.Client.GetAsync(tool.Url());
        response.IsSuccessStatusCode.ShouldBeTrue();
        response.Headers.ConnectionClose.ShouldBe(true);
    }

    [Fact]
    public async Task Stop_is_SIGTERM_and_removes_the_socket()
    {
        await using var tool = await ServeAsync();

        (await CtlAsync("stop")).ShouldContain("The server stops");

        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
        File.Exists(Socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Reload_loads_the_app_again()
    {
        await using var tool = await ServeAsync();

        await CtlAsync("reload");

        await tool.LineAsync(Reloaded());
    }

    [Fact]
    public async Task Only_the_owner_may_open_the_socket()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var tool = await ServeAsync();

        File.GetUnixFileMode(Socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([Socket], "The folder it was made in is gone.");
    }

    [Fact]
    public async Task A_socket_that_nobody_answers_at_is_replaced_and_one_in_use_is_not()
    {
        await using var tool = await ServeAsync();

        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, "--bind", "http://127.0.0.1:0", "--control", Socket]);
        exitCode.ShouldBe(ExitCode.Listen);
        output.ShouldContain($"--control {Socket} is in use");

        tool.Signal("KILL");
        await tool.ExitCodeAsync();
        File.Exists(Socket).ShouldBeTrue();
        await using var next = await ServeAsync();
        (await JsonAsync("status")).GetProperty("pid").GetInt32().ShouldBe(next.Id);
    }

    [Fact]
    public async Task Without_a_server_the_message_names_the_socket()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["ctl", "status", "--control", Socket]);

        exitCode.ShouldBe(ExitCode.Failure);
        output.ShouldContain($"--control {Socket}: no server responds there");
    }

    private Task<ToolProcess> ServeAsync() => ToolProcess.ServeAsync(
        [TestApps.One, "--bind", "http://127.0.0.1:0", "--health", "/healthz", "--control", Socket]);

    private async Task<string> CtlAsync(params string[] arguments)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["ctl", .. arguments, "--control", Socket]);
        exitCode.ShouldBe(ExitCode.Success, output);
        return output;
    }

    private async Task<JsonElement> JsonAsync(string command) =>
        JsonSerializer.Deserialize<JsonElement>(await CtlAsync(command, "--json"));

    private async Task<string> UntilAsync(string command, Func<string, bool> condition)
    {
        while (true)
        {
            var output = await CtlAsync(command);
            if (condition(output))
                return output;
        }
    }

    [GeneratedRegex(@"running .* GET /wait/\\u001b\[31mred")]
    private static partial Regex Waiting();

    [GeneratedRegex("^Stopping:")]
    private static partial Regex Stopping();

    [GeneratedRegex("^Reloaded OneApp")]
    private static partial Regex Reloaded();
}
