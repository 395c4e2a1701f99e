using System.Text.RegularExpressions;

namespace Gateway.Packages.Tests;

/// <summary>The packed tool, installed: it serves an app of which there is only a source file.</summary>
[Collection(PackagesCollection.Name)]
public sealed partial class ToolTests(PackageFeed feed) : IAsyncLifetime
{
    private const string App = """
        using Gateway;

        public static class Site
        {
            public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
            {
                startResponse("200 OK", [("Content-Type", "text/plain")]);
                return Body.Text($"You asked for {environ.PathInfo}\n");
            }
        }
        """;

    private string Folder => feed.PathOf("tools");

    private string Gateway => Path.Combine(Folder, "gateway");

    public async Task InitializeAsync() =>
        await feed.DotNetAsync("tool", "install", "Gateway.Tool", "--version", feed.Version, "--tool-path", Folder);

    public async Task DisposeAsync() => await feed.DotNetAsync("tool", "uninstall", "Gateway.Tool", "--tool-path", Folder);

    [Fact]
    public async Task The_tool_knows_its_version()
    {
        await using var process = feed.Start(Gateway, "--version");

        (await process.ExitCodeAsync()).ShouldBe(0, process.Output);
        process.Output.ShouldStartWith(feed.Version);
    }

    [Fact]
    public async Task The_tool_serves_a_single_file()
    {
        await File.WriteAllTextAsync(feed.PathOf("site.cs"), App);

        await using var server = feed.Start(Gateway, "serve", "site.cs", "--bind", "http://127.0.0.1:0");
        var address = new Uri((await server.LineAsync(Address())).Groups[1].Value);

        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(address, "/articles"))).ShouldBe("You asked for /articles\n");
    }

    [Fact]
    public async Task The_tool_serves_what_the_template_makes()
    {
        await feed.DotNetAsync("new", "gateway-app", "--toolkit", "--tests", "--output", "Templated");
        await feed.DotNetAsync("build", "Templated");

        await using var server = feed.Start(Gateway, "serve", "Templated/bin/Debug/net10.0/Templated.dll", "--bind", "http://127.0.0.1:0");
        var address = new Uri((await server.LineAsync(Address())).Groups[1].Value);

        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(address, "/hello/gateway"))).ShouldBe("Hello gateway!\n");
    }

    [GeneratedRegex("Listening on (http://.*)")]
    private static partial Regex Address();
}
