using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Versioning;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Loading;

/// <summary>What is said of an app that is not there.</summary>
public sealed class LoadErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Where_there_are_several_apps_they_are_listed()
    {
        var output = await ShouldFailAsync([TestApps.Several]);

        output.ShouldContain("SeveralApps has more than one app; name one.");
        foreach (var member in (string[])["Field", "Property", "Converted", "Function", "Method", "Iterator"])
            output.ShouldContain($"  SeveralApps.Apps:{member}");
        output.ShouldNotContain("Almost");
        output.ShouldNotContain("Exclaiming");
    }

    [Fact]
    public async Task Where_the_app_is_not_found_the_candidates_are_listed() =>
        (await ShouldFailAsync([TestApps.One, "OneApp.Site:Ap"])).ShouldBe("OneApp has no app OneApp.Site:Ap.\n  OneApp.Site:App");

    [Theory]
    [InlineData("Apps:Null", "SeveralApps.Apps:Null is null.")]
    [InlineData("Apps:MakeNothing()", "SeveralApps.Apps:MakeNothing() failed: InvalidOperationException: the factory is broken")]
    [InlineData("Apps:Broken", "SeveralApps.Apps:Broken cannot be read: InvalidOperationException: the property is broken")]
    public async Task An_app_that_cannot_be_had_is_told_with_the_reason(string member, string message) =>
        (await ShouldFailAsync([TestApps.Several, member])).ShouldBe(message);

    [Fact]
    public async Task A_missing_file_is_named() =>
        (await ShouldFailAsync([_folder.File("missing.dll")])).ShouldStartWith($"There is no file {_folder.File("missing.dll")}.");

    [Fact]
    public async Task A_file_that_is_no_assembly_is_named()
    {
        var program = _folder.Write("OneApp", "\u007fELF");
        File.Copy(TestApps.One, _folder.File("OneApp.dll"));

        (await ShouldFailAsync([program])).ShouldBe($"{program} is not a .NET assembly. The program's assembly is {program}.dll.");
    }

    [Theory]
    [InlineData(".NETFramework,Version=v4.8")]
    [InlineData(".NETCoreApp,Version=v99.0")]
    public async Task An_assembly_for_another_framework_is_told_so(string framework)
    {
        var path = Save(framework);

        (await ShouldFailAsync([path]))
            .ShouldBe(
                $"{path} is built for {framework}; gateway runs on .NET {Environment.Version.ToString(2)}. Build it for "
                    + $"net{Environment.Version.ToString(2)}.");
    }

    [Fact]
    public async Task An_assembly_that_knows_nothing_of_the_contract_has_no_app()
    {
        var path = Save(".NETCoreApp,Version=v8.0");

        (await ShouldFailAsync([path])).ShouldStartWith("Other has no app.\nAn app is a static method, property or field");
    }

    [Fact]
    public async Task A_folder_without_a_project_is_told_so() => (await ShouldFailAsync([_folder.Path]))
        .ShouldBe($"{_folder.Path} is a folder without a project, or with more than one; name the file.");

    private string Save(string framework)
    {
        var attribute = new CustomAttributeBuilder(typeof(TargetFrameworkAttribute).GetConstructor([typeof(string)])!, [framework]);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Other"), typeof(object).Assembly, [attribute]);
        assembly.DefineDynamicModule("Other").DefineType("Nothing", TypeAttributes.Public).CreateType();
        var path = _folder.File("Other.dll");
        assembly.Save(path);
        return path;
    }

    private static async Task<string> ShouldFailAsync(string[] arguments)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", .. arguments, "--bind", "http://127.0.0.1:0"]);
        exitCode.ShouldBe(ExitCode.App, output);
        return output;
    }
}
