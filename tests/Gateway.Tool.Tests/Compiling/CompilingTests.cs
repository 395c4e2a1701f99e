using System.Text.RegularExpressions;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Compiling;

/// <summary>What the tool compiles by itself, and what it leaves to the SDK.</summary>
public sealed partial class CompilingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_seen_before_is_not_compiled_again_until_it_changes()
    {
        _folder.Write("app.cs", App("\"one\""));
        (await ServeOnceAsync()).ShouldContain("Compiled app.cs in ");

        (await ServeOnceAsync()).ShouldNotContain("ompil");

        _folder.Write("app.cs", App("\"two\""));
        (await ServeOnceAsync()).ShouldContain("Compiled app.cs in ");
    }

    [Fact]
    public async Task Source_generators_of_the_framework_run_for_a_single_file()
    {
        _folder.Write("app.cs", """
            #!/usr/bin/env -S gateway serve
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using System.Text.RegularExpressions;

            """ + App("JsonSerializer.Serialize(new Point(1, 2), Context.Default.Point) + Digits().IsMatch(\"1\")") + """
            public record Point(int X, int Y);

            [JsonSerializable(typeof(Point))]
            public partial class Context : JsonSerializerContext;

            public static partial class Site
            {
                [GeneratedRegex("^[0-9]$")]
                private static partial Regex Digits();
            }
            """);

        (await AnswerAsync()).ShouldBe("200 {\"X\":1,\"Y\":2}True");
    }

    [Fact]
    public async Task A_file_with_a_directive_is_built_with_the_sdk_and_compiled_here_when_it_changes()
    {
        _folder.Write("app.cs", "#:property DefineConstants=$(DefineConstants);SHOP\n" + App("Name"));
        _folder.Write("app.cs", File.ReadAllText(_folder.File("app.cs")) + Named("one"));
        await using var tool = await ToolProcess.ServeAsync(["app.cs", "--reload", "--bind", "127.0.0.1:0"], _folder.Path);
        (await Http.GetAsync(tool.Url())).ShouldBe("200 one");
        tool.Output.ShouldContain("Building app.cs with the .NET SDK...");
        tool.Output.ShouldNotContain("Compiled");

        _folder.Write("app.cs", File.ReadAllText(_folder.File("app.cs")).Replace("one", "two", StringComparison.Ordinal));

        await tool.LineAsync(Compiled());
        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(tool.Url())).ShouldBe("200 two");
    }

    [Fact]
    public async Task A_project_is_built_again_with_the_sdk_where_a_source_was_added()
    {
        _folder.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Path.Combine(TestApps.Folder, "Gateway.Abstractions.dll")}" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Site.cs", App("\"one\""));
        await using var tool = await ToolProcess.ServeAsync([_folder.Path, "--reload", "--bind", "127.0.0.1:0"]);

        _folder.Write("Site.cs", App("\"two\""));
        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(tool.Url())).ShouldBe("200 two");
        tool.Output.ShouldContain("Compiled Shop.csproj in ");

        _folder.Write("Name.cs", Named("three"));
        await tool.LineAsync(Reloaded(), 2);
        _folder.Write("Site.cs", App("Name"));
        await tool.LineAsync(Reloaded(), 3);
        (await Http.GetAsync(tool.Url())).ShouldBe("200 three");
        Built().Count(tool.Output).ShouldBe(2);
    }

    [Fact]
    public async Task Without_an_sdk_a_single_file_is_compiled_by_the_compiler_of_the_tool()
    {
        _folder.Write("app.cs", App("\"without\""));
        var dotnet = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        Directory.CreateDirectory(_folder.File("dotnet"));
        File.Copy(Path.Combine(dotnet, "dotnet"), _folder.File("dotnet/dotnet"));
        foreach (var part in (string[])["host", "shared"])
            Directory.CreateSymbolicLink(_folder.File("dotnet/" + part), Path.Combine(dotnet, part));
        await using var tool = ToolProcess.StartWith(
            _folder.File("dotnet/dotnet"), ["serve", "app.cs", "--bind", "127.0.0.1:0"], _folder.Path, ("PATH", _folder.Path));
        await tool.ServingAsync();

        (await Http.GetAsync(tool.Url())).ShouldBe("200 without");
    }

    [Fact]
    public async Task Where_the_system_tells_nothing_of_changes_files_are_looked_at()
    {
        _folder.Write("app.cs", App("\"one\""));
        await using var tool = await ToolProcess.ServeAsync(
            ["app.cs", "--reload", "--bind", "127.0.0.1:0"], _folder.Path, ("DOTNET_USE_POLLING_FILE_WATCHER", "1"));

        _folder.Write("app.cs", App("\"two\""));

        await tool.LineAsync(Reloaded());
        (await Http.GetAsync(tool.Url())).ShouldBe("200 two");
    }

    private async Task<string> ServeOnceAsync()
    {
        await using var tool = await ToolProcess.ServeAsync(["app.cs", "--bind", "127.0.0.1:0"], _folder.Path);
        return tool.Output;
    }

    private async Task<string> AnswerAsync()
    {
        await using var tool = await ToolProcess.ServeAsync(["app.cs", "--bind", "127.0.0.1:0"], _folder.Path);
        tool.Output.ShouldContain("Compiled app.cs in ");
        return await Http.GetAsync(tool.Url());
    }

    private static string Named(string name) => $$"""
        public static partial class Site
        {
            private const string Name = "{{name}}";
        }

        """;

    private static string App(string expression) => $$"""
        using Gateway;

        public static partial class Site
        {
            public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
            {
                startResponse("200 OK", [("Content-Type", "text/plain")]);
                return Body.Text({{expression}});
            }
        }

        """;

    [GeneratedRegex("^Reloaded ")]
    private static partial Regex Reloaded();

    [GeneratedRegex("^Compiled app.cs in ")]
    private static partial Regex Compiled();

    [GeneratedRegex("^Built Shop.csproj in ", RegexOptions.Multiline)]
    private static partial Regex Built();
}
