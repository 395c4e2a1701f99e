using Gateway.Tool.Loading;

namespace Gateway.Tool.Tests.Reloading;

/// <summary>Which files belong to an app.</summary>
public sealed class SourceFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_output_of_builds_hidden_folders_and_links_hold_no_sources_of_a_project()
    {
        foreach (var file in (string[])[
            "Shop.csproj", "Site.cs", "Parts/Cart.cs", "readme.md", "obj/Generated.cs", "bin/Old.cs", ".git/Old.cs"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
            _folder.Write(file, "");
        }

        Directory.CreateSymbolicLink(_folder.File("Again"), _folder.Path);
        var project = AppSource.Parse(_folder.File("Shop.csproj"));

        SourceFiles.All(project).Select(path => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/'))
            .ShouldBe(["Shop.csproj", "Site.cs", "Parts/Cart.cs"], ignoreOrder: true);
        SourceFiles.Has(project, _folder.File("obj/Generated.cs")).ShouldBeFalse();
        SourceFiles.Has(project, _folder.File("New.cs")).ShouldBeTrue();
    }

    [Fact]
    public void A_single_file_is_its_only_source()
    {
        var file = AppSource.Parse(_folder.Write("app.cs", ""));
        _folder.Write("other.cs", "");

        SourceFiles.All(file).ShouldBe([_folder.File("app.cs")]);
        SourceFiles.Has(file, _folder.File("other.cs")).ShouldBeFalse();
    }
}
