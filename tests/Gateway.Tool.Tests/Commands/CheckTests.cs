using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Commands;

/// <summary><c>gateway check</c>, <c>environ</c>, <c>routes</c> and the help.</summary>
public sealed partial class CheckTests
{
    [Fact]
    public async Task An_app_that_keeps_the_contract_passes()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["check", TestApps.Several, "Apps:Method", "--target", "/articles?page=2"]);

        output.ShouldContain("ok   POST / with malformed JSON: 200 OK");
        output.ShouldContain("ok   GET /articles?page=2: 200 OK");
        output.ShouldContain("no problem");
        output.ShouldNotContain("head-without-body");
        exitCode.ShouldBe(ExitCode.Success);
    }

    [Fact]
    public async Task A_correct_app_gets_no_advice()
    {
        var file = Path.Combine(Path.GetDirectoryName(TestApps.One)!, "../../../../app.cs");

        var (exitCode, output) = await ToolProcess.RunAsync(["check", file]);

        output.Split('\n').ShouldNotContain(line => line.StartsWith(' '));
        output.ShouldContain("Site:App: 24 requests, no problem");
        exitCode.ShouldBe(ExitCode.Success);
    }

    [Fact]
    public async Task An_app_that_breaks_it_is_told_the_rule_and_one_that_throws_where()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(
            ["check", TestApps.One, "--target", "/headerless", "--target", "/fail", "--target", "/slow", "--timeout", "1"]);

        output.ShouldContain("ok   GET /: 200 OK");
        output.ShouldMatch(@"FAIL GET /headerless: no response\n +The app Site.App broke the rule [a-z-]+:");
        output.ShouldMatch(@"FAIL GET /fail: no response\n +it threw InvalidOperationException: deliberate \(at OneApp.Site.App");
        output.ShouldMatch(@"FAIL GET /slow: no response\n +it did not end within 1 seconds");
        output.ShouldContain("requests, 3 with problems");
        exitCode.ShouldBe(ExitCode.Failure);
    }

    [Fact]
    public async Task The_environ_of_a_request_is_printed_as_the_server_makes_it()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(
            ["environ", "--target", "/a%2Fb/caf%C3%A9?x=1", "-H", "X-Test: a \"b\"", "-H", "Content-Type: text/x", "-d", "hello",
                "-X", "PUT"]);

        output.ShouldContain("""
            CONTENT_LENGTH = "5"
            CONTENT_TYPE = "text/x"
            """);
        output.ShouldContain("HTTP_X_TEST = \"a \\\"b\\\"\"");
        output.ShouldContain("PATH_INFO = \"/a%2Fb/café\"");
        output.ShouldContain("QUERY_STRING = \"x=1\"");
        output.ShouldContain("REQUEST_METHOD = \"PUT\"");
        output.ShouldContain("wsgi.version = (1, 0)");
        exitCode.ShouldBe(ExitCode.Success);
    }

    [Theory]
    [InlineData("--target x is not a path", "--target", "x")]
    [InlineData("it has no colon", "-H", "x")]
    [InlineData("belongs to a body (--data)", "-H", "Content-Type: text/plain")]
    public async Task A_request_that_is_none_is_named(string message, params string[] arguments)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["environ", .. arguments]);

        output.ShouldContain(message);
        exitCode.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task Without_a_router_there_are_no_routes()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["routes", TestApps.One]);

        output.ShouldBe("OneApp has no Router.\nIt has to be a static property or field of the type Router.");
        exitCode.ShouldBe(ExitCode.App);
    }

    [Theory]
    [InlineData]
    [InlineData("Apps:Router")]
    public async Task The_routes_of_a_router_are_listed(params string[] member)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["routes", TestApps.Several, .. member]);

        SourceFolder().Replace(output, "").Split('\n').Select(
            line => string.Join('|', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0).ShouldBe(
            [
                "Method|Template|Name|Handler|Source",
                $"GET|/articles/{{id:int}}|article|Apps.Show|Apps.cs:{LineOf("Response.Text($\"article")}",
                $"GET|/lambda|Apps.CreateRouter|Apps.cs:{LineOf("awaited")}",
                $"*|/files/{{**path}}|Apps.Method|Apps.cs:{LineOf("Environ environ, StartResponse startResponse) => Text(startResponse, "
                    + "\"method")}",
            ]);
        exitCode.ShouldBe(ExitCode.Success);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    public async Task Help_is_a_success(params string[] arguments)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(arguments);

        output.ShouldContain("Usage:\n  gateway");
        exitCode.ShouldBe(ExitCode.Success);
    }

    [Fact]
    public async Task A_misspelt_command_is_answered_with_the_nearest_one()
    {
        var (_, output) = await ToolProcess.RunAsync(["srve", "app.cs"]);

        output.ShouldContain("Did you mean 'serve'?");
    }

    [Fact]
    public async Task The_routes_of_a_router_made_by_a_factory_are_listed()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["routes", TestApps.Several, "Apps:MakeRouter()"]);

        output.ShouldContain("/articles/{id:int}");
        exitCode.ShouldBe(ExitCode.Success);
    }

    [Theory]
    [InlineData("srve")]
    [InlineData("environ", "extra")]
    [InlineData]
    public async Task A_wrong_command_is_a_mistake_of_usage(params string[] arguments)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(arguments);

        output.ShouldContain("--help' tells what there is.");
        exitCode.ShouldBe(ExitCode.Usage);
    }

    private static int LineOf(string code)
    {
        var apps = Path.Combine(Path.GetDirectoryName(TestApps.Several)!, "../../../Apps.cs");
        return File.ReadLines(apps).TakeWhile(line => !line.Contains(code, StringComparison.Ordinal)).Count() + 1;
    }

    [GeneratedRegex(@"\S*[/\\](?=Apps\.cs:)")]
    private static partial Regex SourceFolder();
}
