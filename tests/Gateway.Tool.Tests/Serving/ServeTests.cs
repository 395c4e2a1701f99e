using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>The options of <c>gateway serve</c>, each seen from outside.</summary>
public sealed partial class ServeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_only_app_of_an_assembly_is_found_and_served_at_every_address_that_is_named()
    {
        var socket = _folder.File("gateway.sock");
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "-b", $"unix:{socket}", "--bind", "http://localhost:0"]);

        tool.Output.ShouldContain("Serving OneApp.Site:App");
        (await Http.GetAsync(tool.Url(), "/a%20b")).ShouldStartWith("200 path=/a b\n");
        using var unix = Http.ForUnixSocket(socket);
        (await Http.GetAsync(new Uri("http://unix/"), "/u", unix)).ShouldStartWith("200 path=/u\n");

        tool.Signal();
        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
        File.Exists(socket).ShouldBeFalse("the server takes its socket away");
    }

    [Fact]
    public async Task A_socket_left_over_by_a_process_that_is_gone_is_no_hindrance()
    {
        var socket = _folder.File("gateway.sock");
        await using (var killed = await ToolProcess.ServeAsync([TestApps.One, "--bind", $"unix:{socket}"]))
            killed.Signal("KILL");
        File.Exists(socket).ShouldBeTrue();

        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", $"unix:{socket}"]);
        using var unix = Http.ForUnixSocket(socket);
        (await Http.GetAsync(new Uri("http://unix/"), "/", unix)).ShouldStartWith("200 ");

        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, "--bind", $"unix:{socket}"]);
        output.ShouldContain($"unix:{socket} is in use by PID {tool.Id} (");
        exitCode.ShouldBe(ExitCode.Listen);
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_socket_is_left_alone()
    {
        var file = _folder.Write("notes.txt", "notes");

        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, "--bind", $"unix:{file}"]);

        output.ShouldBe($"unix:{file}: there is a file of that name, which is not a socket.");
        exitCode.ShouldBe(ExitCode.Listen);
        (await File.ReadAllTextAsync(file)).ShouldBe("notes");
    }

    [Theory]
    [InlineData("Field", "method")]
    [InlineData("Property", "property")]
    [InlineData("Converted", "converted")]
    [InlineData("Function", "function")]
    [InlineData("Iterator", "iterator")]
    [InlineData("Router", "article 3", "/articles/3")]
    public async Task Every_form_of_an_app_is_served(string member, string expected, string target = "/")
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.Several, $"SeveralApps.Apps:{member}", "--bind", "http://127.0.0.1:0"]);

        (await Http.GetAsync(tool.Url(), target)).ShouldBe("200 " + expected);
    }

    [Theory]
    [InlineData("method?!", "Apps:Exclaiming", "Apps:Asking")] // What is named first is outermost.
    [InlineData("method!?", "Apps:Asking", "Apps:Exclaiming")]
    [InlineData("method?", "SeveralApps.Apps:Asking", "Gateway.Lint:Check")]
    public async Task Middleware_is_put_around_the_app(string expected, string outer, string inner)
    {
        var fits = expected != "method?!"; // Synchronous middleware cannot wrap what is asynchronous.
        string[] arguments =
            ["serve", TestApps.Several, "Apps:Method", "--bind", "http://127.0.0.1:0", "--middleware", outer, "--middleware", inner];
        if (fits)
        {
            await using var tool = await ToolProcess.ServeAsync(arguments[1..]);
            (await Http.GetAsync(tool.Url())).ShouldBe("200 " + expected);
        }
        else
        {
            var (exitCode, output) = await ToolProcess.RunAsync(arguments);
            output.ShouldContain($"--middleware {outer} is for synchronous apps");
            exitCode.ShouldBe(ExitCode.App);
        }
    }

    [Fact]
    public async Task Limits_prefix_and_forwarded_headers_reach_the_app()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--limit-body", "1K", "--prefix", "/shop", "--forwarded-allow", "127.0.0.0/8",
                "--forwarded-allow", "::1"]);
        var url = tool.Url();

        (await Http.GetAsync(url, "/shop/cart", null, ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https"))).ShouldBe(
            "200 path=/cart\nscript=/shop\nscheme=https\nprotocol=HTTP/1.1\nremote=192.0.2.7\nport=absent\nread=0\n"
            + "client=absent\nasked=absent\nsetting=\n");
        (await Http.GetAsync(url, "/shopping")).ShouldStartWith("404 ");
        (await PostAsync(url, 1024)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(url, 1025)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Forwarded_headers_of_others_are_not_believed()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--forwarded-allow", "192.0.2.0/24"]);

        (await Http.GetAsync(tool.Url(), "/", null, ("X-Forwarded-For", "192.0.2.7"))).ShouldContain("\nremote=127.0.0.1\n");
    }

    [Fact]
    public async Task Http2_without_tls_is_spoken_by_prior_knowledge()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--http2"]);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, tool.Url()) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await Http.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldContain("\nprotocol=HTTP/2\n");
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_answered_504()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--timeout", "0.2"]);

        (await Http.GetAsync(tool.Url(), "/wait")).ShouldStartWith("504 ");
    }

    [Fact]
    public async Task An_exception_is_answered_without_its_details_and_logged_with_them()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0"]);

        var answer = await Http.GetAsync(tool.Url(), "/fail");

        answer.ShouldStartWith("500 {");
        answer.ShouldNotContain("deliberate");
        await tool.LineAsync(Deliberate());
    }

    [Fact]
    public async Task In_development_the_exception_is_shown_and_lint_tells_of_a_broken_rule()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--lint"], null, ("ASPNETCORE_ENVIRONMENT", "Development"));

        (await Http.GetAsync(tool.Url(), "/fail")).ShouldContain("deliberate");
        (await Http.GetAsync(tool.Url(), "/fail", null, ("Accept", "text/html"))).ShouldContain("<dt>PATH_INFO</dt><dd>/fail</dd>");
        (await Http.GetAsync(tool.Url(), "/headerless")).ShouldContain("LintException");
    }

    [Fact]
    public async Task The_access_log_on_standard_output_has_a_line_per_request_that_no_request_can_forge()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--access-log", "-"]);

        await Http.GetAsync(tool.Url(), "/\"quoted\"?a=b", null, ("User-Agent", "a\"b\\c"), ("Referer", "http://a/ \" 200 1 \"-\" \"-"));

        var line = (await tool.LineAsync(AccessLine())).Value;
        line.ShouldMatch(
            """^127\.0\.0\.1 - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\]"""
                + """ "GET /%22quoted%22\?a=b HTTP/1\.1" 200 \d+ "http://a/ \\" 200 1 \\"-\\" \\"-" "a\\"b\\\\c"$""");
    }

    [Fact]
    public async Task The_access_log_is_json_in_a_file_and_opened_again_after_rotation()
    {
        var log = _folder.File("access.json");
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--access-log", $"json:{log}"]);

        await Http.GetAsync(tool.Url(), "/first?a=b", null, ("User-Agent", "a\"b"));
        await Http.GetAsync(tool.Url(), "/fail");
        File.Move(log, log + ".1");
        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());
        await Http.GetAsync(tool.Url(), "/second");
        tool.Signal();
        await tool.ExitCodeAsync();

        var lines = (await File.ReadAllLinesAsync(log + ".1")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("status").GetInt32()).ShouldBe([200, 500]);
        lines[0].GetProperty("target").GetString().ShouldBe("/first?a=b");
        lines[0].GetProperty("user_agent").GetString().ShouldBe("a\"b");
        JsonDocument.Parse((await File.ReadAllLinesAsync(log)).Single()).RootElement.GetProperty("target").GetString().ShouldBe("/second");
    }

    [Fact]
    public async Task An_access_log_that_cannot_be_written_is_reported_once_and_stops_no_request()
    {
        if (!File.Exists("/dev/full"))
            return; // Only Linux has it.
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--access-log", "/dev/full"]);

        (await Http.GetAsync(tool.Url())).ShouldStartWith("200 ");
        await tool.LineAsync(AccessLogFailed());
        for (var index = 0; index < 100; index++)
            (await Http.GetAsync(tool.Url())).ShouldStartWith("200 ");
        tool.Signal();

        (await tool.ExitCodeAsync()).ShouldBe(ExitCode.Success);
        AccessLogFailed().Count(tool.Output).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_printed_to_a_pipe_has_no_colours()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--bind", "https://127.0.0.1:0"]);

        tool.Output.ShouldNotContain("\u001b");
    }

    private static async Task<HttpStatusCode> PostAsync(Uri url, int length)
    {
        using var content = new ByteArrayContent(new byte[length]);
        using var response = await Http.Client.PostAsync(new Uri(url, "/shop/"), content);
        return response.StatusCode;
    }

    [GeneratedRegex("InvalidOperationException: deliberate")]
    private static partial Regex Deliberate();

    [GeneratedRegex("^127.*\"GET .*")]
    private static partial Regex AccessLine();

    [GeneratedRegex("The access log cannot be written: .*")]
    private static partial Regex AccessLogFailed();

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();
}
