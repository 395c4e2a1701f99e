using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Loading;

/// <summary>The ways to name an app on the command line.</summary>
public sealed class NamedAppTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_factory_is_called_with_services_and_configuration()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.Several, "Apps:Make()", "--bind", "127.0.0.1:0"], null, ("SEVERAL_APPS", "settings"));

        (await Http.GetAsync(tool.Url())).ShouldBe("200 made with settings True");
    }

    [Theory]
    [InlineData("OneApp.dll:App")]
    [InlineData("OneApp:App")]
    [InlineData("OneApp.dll:Site:App")]
    public async Task A_member_may_follow_the_file_after_a_colon(string target)
    {
        File.Copy(TestApps.One, _folder.File("OneApp.dll"));
        await using var tool = await ToolProcess.ServeAsync([target, "--bind", "127.0.0.1:0"], _folder.Path);

        (await Http.GetAsync(tool.Url())).ShouldStartWith("200 path=/\n");
    }

    [Fact]
    public async Task A_router_alone_in_the_only_file_of_a_folder_below_strict_build_settings_is_served_by_run()
    {
        _folder.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-all</AnalysisLevel>
              </PropertyGroup>
            </Project>
            """);
        _folder.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CS0219.severity = error\n");
        _folder.Write("app.cs", """
            using Gateway.Toolkit;

            public static class Site
            {
                public static Router App { get; } = Create();

                static Router Create()
                {
                    var unused = 1;
                    var router = new Router();
                    router.Get("/", request => Response.Text("routed"));
                    return router;
                }
            }
            """);
        await using var tool = ToolProcess.Start(["run", "--bind", "127.0.0.1:0"], _folder.Path);
        await tool.ServingAsync();

        tool.Output.ShouldContain("Compiling app.cs");
        (await Http.GetAsync(tool.Url())).ShouldBe("200 routed");
    }

    [Fact]
    public async Task The_folder_of_a_python_package_is_not_taken_for_a_project()
    {
        Directory.CreateDirectory(_folder.File("shop"));

        var (exitCode, output) = await ToolProcess.RunAsync(["routes", "shop:app"], _folder.Path);

        output.ShouldBe("shop:app is a Python app; this command is for .NET apps.");
        exitCode.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task A_folder_with_several_files_asks_for_a_name()
    {
        _folder.Write("a.cs", "");
        _folder.Write("b.cs", "");

        var (exitCode, output) = await ToolProcess.RunAsync(["serve"], _folder.Path);

        output.ShouldBe("No app is named, and this folder has more than one: a.cs, b.cs.");
        exitCode.ShouldBe(ExitCode.Usage);
    }
}
