using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Packages.Tests;

/// <summary>What "dotnet new" makes builds from the packed packages, and works.</summary>
[Collection(PackagesCollection.Name)]
public sealed partial class TemplateTests(PackageFeed feed)
{
    [Theory]
    [InlineData("Plain", "/", "Hello World!\n")]
    [InlineData("Routed", "/hello/gateway", "Hello gateway!\n", "--toolkit")]
    public async Task A_new_app_builds_and_answers(string name, string target, string expected, params string[] options)
    {
        await feed.DotNetAsync(["new", "gateway-app", "--output", name, .. options]);
        await feed.DotNetAsync("build", name, "-warnaserror");

        await using var server = feed.Start("dotnet", $"{name}/bin/Debug/net10.0/{name}.dll", "--urls", "http://127.0.0.1:0");
        var address = new Uri((await server.LineAsync(Address())).Groups[1].Value);

        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(address, target))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Tested", 1)]
    [InlineData("Tested.Router", 3, "--toolkit")]
    public async Task A_new_app_passes_the_tests_that_come_with_it(string name, int passed, params string[] options)
    {
        await feed.DotNetAsync(["new", "gateway-app", "--output", name, "--tests", .. options]);
        await feed.DotNetAsync("build", name, "-warnaserror");

        var output = await feed.DotNetAsync("test", $"{name}/{name}.Tests", "-warnaserror");

        output.ShouldMatch($@"Failed: +0, Passed: +{passed}\b.*{Regex.Escape(name)}\.Tests\.dll");
    }

    [Fact]
    public async Task A_new_app_runs_in_Development()
    {
        await feed.DotNetAsync("new", "gateway-app", "--output", "Developed");

        var settings = JsonNode.Parse(await File.ReadAllTextAsync(feed.PathOf("Developed/Properties/launchSettings.json")))!;
        var profile = settings["profiles"]!["Developed"]!;
        profile["commandName"]!.ToString().ShouldBe("Project");
        profile["environmentVariables"]!["ASPNETCORE_ENVIRONMENT"]!.ToString().ShouldBe("Development");
    }

    [Theory]
    [InlineData("--toolkit")]
    [InlineData("--toolkit", "--tests")]
    public async Task A_new_app_stands_in_a_file_of_its_own_where_the_tool_finds_it(params string[] options)
    {
        var name = $"Served{options.Length}";
        await feed.DotNetAsync(["new", "gateway-app", "--output", name, .. options]);

        var program = await File.ReadAllLinesAsync(feed.PathOf($"{name}/Program.cs"));
        program.ShouldBe(["Gateway.AspNetCore.GatewayServer.Run(Site.App, args: args);"]);
        (await File.ReadAllTextAsync(feed.PathOf($"{name}/Site.cs"))).ShouldContain("public static AsyncGatewayApp App { get; }");
        File.Exists(feed.PathOf($"{name}/{name}.Tests/SiteTests.cs")).ShouldBe(options.Contains("--tests"));
    }

    [Fact]
    public async Task New_middleware_builds_and_passes_its_tests()
    {
        await feed.DotNetAsync("new", "gateway-middleware", "--output", "Acme.Timing");

        var output = await feed.DotNetAsync("test", "Acme.Timing", "-warnaserror");

        output.ShouldMatch(@"Failed: +0, Passed: +2\b.*Acme\.Timing\.Tests\.dll");
    }

    [Theory]
    [InlineData("Plain.csproj")]
    [InlineData("Program.cs")]
    [InlineData("Site.cs")]
    [InlineData("README.md")]
    [InlineData("Dockerfile")]
    [InlineData(".gitignore")]
    [InlineData(".dockerignore")]
    [InlineData("Properties/launchSettings.json")]
    public async Task A_new_app_has_nothing_of_the_template_in_it(string file)
    {
        await feed.DotNetAsync("new", "gateway-app", "--output", $"Clean.{Path.GetFileName(file)}", "--name", "Plain");

        (await File.ReadAllTextAsync(feed.PathOf($"Clean.{Path.GetFileName(file)}/{file}"))).ShouldNotMatch("GatewayApp1|#if|#else|#endif");
    }

    [GeneratedRegex("Now listening on: (http://.*)")]
    private static partial Regex Address();
}
