using System.Net;
using System.Net.Sockets;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Configuration;

/// <summary>Where settings come from, and what is said of wrong ones.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_configuration_file_names_the_app_and_its_options_and_the_env_file_its_environment()
    {
        _folder.Write("app.env", "# settings\nexport ONE_APP_SETTING=\"from the file\"\n\nANOTHER = 1\n");
        _folder.Write("gateway.json", $$"""
            {
              // as on the command line, without dashes
              "app": "{{TestApps.One}}", "member": "Site:App",
              "bind": ["http://127.0.0.1:0"], "prefix": "/config", "env-file": "app.env", "lint": true, "queue": 5,
            }
            """);
        await using var tool = await ToolProcess.ServeAsync([], _folder.Path);

        var answer = await Http.GetAsync(tool.Url(), "/config/a");

        answer.ShouldContain("\nscript=/config\n");
        answer.ShouldContain("\nsetting=from the file\n");
    }

    [Fact]
    public async Task The_command_line_goes_before_the_environment_and_that_before_the_configuration_file()
    {
        var config = _folder.Write("other.json", """{ "bind": "http://127.0.0.1:1", "prefix": "/config" }""");
        _folder.Write("app.env", "ONE_APP_SETTING=file\n");
        await using var byEnvironment = await ToolProcess.ServeAsync(
            [TestApps.One, "--config", config, "--prefix", "/line", "--env-file", _folder.File("app.env")], null,
                ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("PORT", "1"), ("ONE_APP_SETTING", "environment"));

        var answer = await Http.GetAsync(byEnvironment.Url(), "/line/a");
        answer.ShouldContain("\nscript=/line\n");
        answer.ShouldContain("\nsetting=environment\n");

        await using var byLine = await ToolProcess.ServeAsync(
            [TestApps.One, "--config", config, "--bind", "http://127.0.0.1:0"], null, ("ASPNETCORE_URLS", "http://127.0.0.1:1"));
        (await Http.GetAsync(byLine.Url(), "/config/")).ShouldStartWith("200 ");
    }

    [Fact]
    public async Task A_port_of_the_environment_is_listened_at_on_every_address()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One], null, ("PORT", "0"));

        tool.Output.ShouldMatch(@"Listening on http://\[::\]:\d+");
        (await Http.GetAsync(new Uri($"http://127.0.0.1:{tool.Url().Port}/"))).ShouldStartWith("200 ");
    }

    [Fact]
    public async Task Workers_of_a_dotnet_app_are_answered_with_what_it_has_instead()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "-w", "4", "-b", "127.0.0.1:0"]);

        tool.Output.ShouldContain(
            "--workers: for Python apps only. One process serves all requests of a .NET app; --workers-blocking N sets");
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_its_owner()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var url = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";

        await ShouldFailAsync(ExitCode.Listen, $"{url} is in use by PID {Environment.ProcessId} (", "--bind", url);
    }

    [Theory]
    [InlineData("'--bnd' is not an option. Did you mean '--bind'?", "--bnd", "http://localhost:1")]
    [InlineData("Write --bind HOST:PORT", "--port", "8000")]
    [InlineData("Write --bind HOST:PORT", "--host=127.0.0.1")]
    [InlineData("is not a URL", "--bind", "localhost")]
    [InlineData("'ftp' is not a scheme to listen with", "--bind", "ftp://localhost")]
    [InlineData("a path has no place here (see --prefix)", "--bind", "http://localhost:1/shop")]
    [InlineData("'example.com' is not an address of this machine", "--bind", "http://example.com:1")]
    [InlineData("its port is none", "--bind", "http://localhost:65536")]
    [InlineData("the path is missing", "--bind", "unix:")]
    [InlineData("--unix-mode is 888; it must be permissions in octal", "--unix-mode", "888", "--bind", "unix:gateway.sock")]
    [InlineData("--unix-mode is 1777; it must be permissions in octal, from 000 to 777", "--unix-mode=1777", "--bind", "unix:gateway.sock")]
    [InlineData("--unix-mode is given, but no --bind is unix:PATH.", "--unix-mode", "660")]
    [InlineData("--workers-blocking is 0; it must be at least 1.", "--workers-blocking", "0")]
    [InlineData("Cannot parse argument 'many' for option '--queue'", "--queue", "many")]
    [InlineData("--timeout is -1; it must be between 0 and 86400 seconds.", "--timeout=-1")]
    [InlineData("'10X' is not a size", "--limit-body", "10X")]
    [InlineData("--prefix shop is not a path", "--prefix", "shop")]
    [InlineData("--forwarded-allow proxy is neither an address", "--forwarded-allow", "proxy")]
    [InlineData("--keyfile stands without --certfile", "--keyfile", "key.pem")]
    [InlineData("--certfile is given, but no --bind is https://", "--certfile", "cert.pem")]
    [InlineData(
        "There are 2 --certfile and 1 --keyfile. Name a key for each certificate, in the same order",
        "--bind", "https://localhost:1", "--certfile", "a.pem", "--certfile", "b.pem", "--keyfile", "a.key")]
    [InlineData("--client-certificates and --ca-certs belong together", "--bind", "https://localhost:1",
        "--client-certificates", "require")]
    [InlineData("--client-certificates and --ca-certs belong together", "--bind", "https://localhost:1", "--ca-certs", "ca.pem")]
    [InlineData(
        "--client-certificates is given, but no --bind is https://", "--client-certificates", "request", "--ca-certs", "ca.pem")]
    [InlineData("--client-certificates is 'maybe'; write 'request' or 'require'", "--client-certificates", "maybe")]
    [InlineData("--env-file missing.env cannot be read", "--env-file", "missing.env")]
    [InlineData("missing.json cannot be read", "--config", "missing.json")]
    [InlineData("'a:b:c' names no member", "a:b:c")]
    public async Task A_wrong_argument_is_named(string message, params string[] arguments) =>
        await ShouldFailAsync(ExitCode.Usage, message, arguments);

    [Theory]
    [InlineData("""{ "bnd": "http://localhost:1" }""", "gateway.json: 'bnd' is not a setting. Did you mean 'bind'?")]
    [InlineData("""{ "unheard-of": 1 }""", "gateway.json: 'unheard-of' is not a setting. There are: bind, unix-mode, certfile,")]
    [InlineData("""{ "queue": "many" }""", "gateway.json: Cannot parse argument 'many' for option '--queue'")]
    [InlineData("""{ "queue": { } }""", "gateway.json: 'queue' is { }; it must be a text, a number")]
    [InlineData("""{ "member": "Site:App" }""", "gateway.json: 'member' stands without 'app'")]
    [InlineData("[]", "gateway.json: the file is not a JSON object")]
    [InlineData("{\n\"bind\": }", "gateway.json, line 2: this is not JSON")]
    public async Task A_wrong_configuration_file_is_named_with_the_key(string json, string message)
    {
        _folder.Write("gateway.json", json);

        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One], _folder.Path);

        output.ShouldContain(message);
        exitCode.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task An_env_file_is_read_as_its_dialect_says()
    {
        _folder.Write("app.env", """"
            # a comment
            QUOTED="quoted" # note
            export EXPORTED=exported
            SINGLE='as $it is'
            LINES="first
            second"
            BARE=bare # note
            NAMED="${EXPORTED} and $BARE"
            EMPTY=
            GIVEN=file

            """");
        _folder.Write("app.cs", """
            using Gateway;

            public static class Site
            {
                public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
                {
                    startResponse("200 OK", []);
                    return Body.Text(Environment.GetEnvironmentVariable(environ.QueryString) ?? "absent");
                }
            }
            """);
        await using var tool = await ToolProcess.ServeAsync(
            ["app.cs", "--env-file", "app.env", "--bind", "127.0.0.1:0"], _folder.Path, ("GIVEN", "environment"));

        var values = new List<string>();
        foreach (var name in (string[])["QUOTED", "EXPORTED", "SINGLE", "LINES", "BARE", "NAMED", "EMPTY", "GIVEN"])
            values.Add(await Http.GetAsync(tool.Url(), $"/?{name}"));

        values.ShouldBe(["200 quoted", "200 exported", "200 as $it is", "200 first\nsecond", "200 bare", "200 exported and bare",
            "200 ", "200 environment"]);
    }

    [Fact]
    public async Task A_line_of_an_env_file_that_is_none_is_named_with_its_number()
    {
        var file = _folder.Write("app.env", "A=1\nB\n");

        await ShouldFailAsync(ExitCode.Usage, $"{file}, line 2: expected NAME=value", "--env-file", file);
    }

    [Fact]
    public async Task Without_an_app_an_example_is_given()
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve"], _folder.Path);

        output.ShouldBe("No app is named: gateway serve ./bin/MyApp.dll MyApp.Articles:App");
        exitCode.ShouldBe(ExitCode.Usage);
    }

    private static async Task ShouldFailAsync(int exitCode, string message, params string[] arguments)
    {
        var result = await ToolProcess.RunAsync(["serve", TestApps.One, .. arguments]);
        result.Output.ShouldContain(message);
        result.ExitCode.ShouldBe(exitCode);
    }
}
