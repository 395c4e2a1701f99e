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
    public async Task A_new_app_has_nothing_of_the_template_in_it(string file)
    {
        await feed.DotNetAsync("new", "gateway-app", "--output", $"Clean.{file}", "--name", "Plain");

        (await File.ReadAllTextAsync(feed.PathOf($"Clean.{file}/{file}"))).ShouldNotMatch("GatewayApp1|#if|#else|#endif");
    }

    [GeneratedRegex("Now listening on: (http://.*)")]
    private static partial Regex Address();
}
