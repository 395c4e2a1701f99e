using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Reloading;

/// <summary>--reload, and SIGHUP: another version takes the place of the old one, unless it is broken.</summary>
public sealed partial class ReloadTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_single_file_is_built_and_built_again_and_a_broken_edit_leaves_the_old_version()
    {
        var file = _folder.Write("app.cs", App("one"));
        await using var tool = await ToolProcess.ServeAsync([file, "--bind", "http://127.0.0.1:0", "--reload"]);
        var url = tool.Url();
        (await Http.GetAsync(url)).ShouldBe("200 one");

        _folder.Write("app.cs", App("two").Replace("startResponse(\"200", "startRespons(\"200", StringComparison.Ordinal));
        await tool.LineAsync(CompilerError());
        await tool.LineAsync(StillServed());
        (await Http.GetAsync(url)).ShouldBe("200 one");
        var page = await Http.GetAsync(url, "/", null, ("Accept", "text/html,*/*;q=0.8"));
        page.ShouldStartWith("500 <!doctype html>");
        page.ShouldContain("app.cs(6,9): error CS0103: The name &#39;startRespons&#39; does not exist");

        _folder.Write("app.cs", App("three"));
        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(url)).ShouldBe("200 three");
        (await Http.GetAsync(url, "/", null, ("Accept", "text/html"))).ShouldBe("200 three");
    }

    [Fact]
    public async Task A_project_is_built_with_what_it_depends_on_and_built_again_when_a_source_changes()
    {
        _folder.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Path.Combine(TestApps.Folder, "Gateway.Abstractions.dll")}" />
                <Reference Include="{Path.Combine(TestApps.Folder, "Shouldly.dll")}" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Site.cs",
            App("one").Replace("\"one\"", "typeof(Shouldly.ShouldlyConfiguration).Namespace!", StringComparison.Ordinal));
        await using var tool = await ToolProcess.ServeAsync([_folder.Path, "Site:App", "--bind", "http://127.0.0.1:0", "--reload"]);
        tool.Output.ShouldNotContain("is not beside it");
        (await Http.GetAsync(tool.Url())).ShouldBe("200 Shouldly");

        _folder.Write("Site.cs", App("two"));

        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(tool.Url())).ShouldBe("200 two");
    }

    [Fact]
    public async Task A_new_assembly_is_loaded_and_requests_under_way_end_in_the_old_one()
    {
        var assembly = _folder.File("App.dll");
        File.Copy(TestApps.One, assembly);
        await using var tool = await ToolProcess.ServeAsync([assembly, "--bind", "http://127.0.0.1:0", "--reload"]);
        var url = tool.Url();
        using var slow = await Http.Client.GetAsync(new Uri(url, "/slow"), HttpCompletionOption.ResponseHeadersRead);

        await File.WriteAllTextAsync(assembly, "no assembly");
        await tool.LineAsync(StillServed());
        (await Http.GetAsync(url)).ShouldStartWith("200 path=/\n");

        File.Copy(TestApps.One, assembly, overwrite: true);
        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(url)).ShouldStartWith("200 path=/\n");

        tool.Signal();
        (await slow.Content.ReadAsStringAsync()).ShouldBe("begun\nended\n");
    }

    [Fact]
    public async Task Sighup_loads_the_app_again_also_in_production()
    {
        var assembly = _folder.File("App.dll");
        File.Copy(TestApps.One, assembly);
        await using var tool = await ToolProcess.ServeAsync([assembly, "--bind", "http://127.0.0.1:0"]);

        await File.WriteAllTextAsync(assembly, "no assembly");
        tool.Signal("HUP");
        await tool.LineAsync(StillServed());
        (await Http.GetAsync(tool.Url(), "/", null, ("Accept", "text/html"))).ShouldStartWith("200 path=/\n");

        File.Copy(TestApps.One, assembly, overwrite: true);
        tool.Signal("HUP");
        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(tool.Url())).ShouldStartWith("200 path=/\n");
    }

    [Fact]
    public async Task A_file_that_does_not_build_at_the_start_is_not_served()
    {
        var broken = _folder.Write("broken.cs", App("one").Replace("Body.Text", "Body.Txt", StringComparison.Ordinal));
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", broken]);

        output.ShouldContain("broken.cs does not build:");
        output.ShouldContain("error CS0117: 'Body' does not contain a definition for 'Txt'");
        exitCode.ShouldBe(ExitCode.App);
    }

    [Fact]
    public async Task A_file_with_statements_is_told_that_it_is_a_program()
    {
        var program = _folder.Write("program.cs", "Console.WriteLine(1);\n");
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", program]);

        output.ShouldContain("The file is a program of its own; run it with 'dotnet run'.");
        exitCode.ShouldBe(ExitCode.App);
    }

    private static string App(string text) => $$"""
        using Gateway;
        public static class Site
        {
            public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
            {
                startResponse("200 OK", [("Content-Type", "text/plain")]);
                return Body.Text("{{text}}");
            }
        }

        """;

    [GeneratedRegex(@"app\.cs\(6,9\): error CS0103")]
    private static partial Regex CompilerError();

    [GeneratedRegex("^The version before is still served")]
    private static partial Regex StillServed();

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();
}
