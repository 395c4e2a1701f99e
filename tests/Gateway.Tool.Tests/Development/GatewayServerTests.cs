using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Development;

/// <summary>What <c>GatewayServer.Run</c> prints, and what it answers to exceptions, as a program of its own.</summary>
public sealed partial class GatewayServerTests
{
    [Fact]
    public async Task It_prints_where_it_listens_and_one_line_per_request()
    {
        await using var program = ToolProcess.StartProgram(TestApps.DevServer, ["--urls", "http://127.0.0.1:0"]);
        var url = await UrlAsync(program);

        (await Http.GetAsync(url, "/a%0Ab?c", null, ("User-Agent", "test"))).ShouldBe("200 Hello\n");
        (await Http.GetAsync(url, "/fail")).ShouldBe("500 The app failed. The server's log has the details.\n");
        (await program.LineAsync(RequestLine(), 2)).Value.ShouldContain("\"GET /fail HTTP/1.1\" 500 ");
        await program.LineAsync(Deliberate());
        program.Signal();
        (await program.ExitCodeAsync()).ShouldBe(0);

        var lines = program.Output.Split('\n').Where(
            line => line.Contains("GET", StringComparison.Ordinal) && !line.Contains("The app failed", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(2);
        lines[0].ShouldMatch("""^127\.0\.0\.1 - - \[.* \+0000\] "GET /a%0Ab\?c HTTP/1\.1" 200 6 "-" "test"$""");
    }

    [Fact]
    public async Task In_development_an_exception_is_shown()
    {
        await using var program = ToolProcess.StartProgram(
            TestApps.DevServer, ["--urls", "http://127.0.0.1:0", "--environment", "Development"]);

        var page = await Http.GetAsync(await UrlAsync(program), "/fail", null, ("Accept", "text/html"));

        page.ShouldStartWith("500 <!DOCTYPE html>");
        page.ShouldContain("deliberate");
        page.ShouldContain("<h2>Middleware</h2>\n<ol><li>Lint</li>");
        page.ShouldContain("Program.Main (lambda) <span");
        page.ShouldContain("<dt>PATH_INFO</dt><dd>/fail</dd>");
        page.ShouldNotContain("wsgi.input_terminated</dt><dd>(hidden)");
        (await program.LineAsync(RequestLine())).Value.ShouldContain("\"GET /fail HTTP/1.1\" 500 ");
    }

    [Fact]
    public async Task In_production_a_browser_gets_a_small_page()
    {
        await using var program = ToolProcess.StartProgram(TestApps.DevServer, ["--urls", "http://127.0.0.1:0"]);

        var page = await Http.GetAsync(await UrlAsync(program), "/fail", null, ("Accept", "text/html"));

        page.ShouldStartWith("500 <!DOCTYPE html>");
        page.ShouldContain("<h1>500 Internal Server Error</h1>");
        page.ShouldNotContain("deliberate");
    }

    [Fact]
    public async Task The_lines_can_be_turned_off()
    {
        await using var program = ToolProcess.StartProgram(
            TestApps.DevServer, ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Gateway.AspNetCore.Requests=None"]);

        (await Http.GetAsync(await UrlAsync(program))).ShouldBe("200 Hello\n");
        program.Signal();
        await program.ExitCodeAsync();

        program.Output.ShouldNotContain("GET");
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_that_names_it_and_a_failure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await using var program = ToolProcess.StartProgram(TestApps.DevServer, ["--urls", address]);

        (await program.ExitCodeAsync()).ShouldBe(1, program.Output);
        program.Output.Trim().ShouldBe(
            $"{address} is in use. Stop the program that listens there, or choose another address with --urls or ASPNETCORE_URLS.");
    }

    private static async Task<Uri> UrlAsync(ToolProcess program)
    {
        var url = new Uri((await program.LineAsync(Listening())).Groups[1].Value);
        await program.LineAsync(Started());
        return url;
    }

    [GeneratedRegex("Now listening on: (.*)")]
    private static partial Regex Listening();

    [GeneratedRegex("Application started")]
    private static partial Regex Started();

    [GeneratedRegex("^127.*\"GET .*")]
    private static partial Regex RequestLine();

    [GeneratedRegex("InvalidOperationException: deliberate")]
    private static partial Regex Deliberate();
}
