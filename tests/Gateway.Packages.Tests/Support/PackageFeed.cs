using System.IO.Compression;
using System.Xml.Linq;

namespace Gateway.Packages.Tests.Support;

/// <summary>All packages, packed once as a release is, in a folder that is the only source of the projects made there.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    // Below the root, as the build's own output is: the paths of sources are told from there.
    private readonly string _build = Path.Combine(Repository.Root, "artifacts", $"packages-{Guid.NewGuid():N}");

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-packages-").FullName;

    // As the one who publishes gives it.
    internal const string PublicUrl = "https://gateway.example/";

    // A version of its own: what another run has left in a cache is never taken for this.
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    private string Packages => Path.Combine(_folder, "packages");

    public async Task InitializeAsync()
    {
        await PackAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
        await DotNetAsync("new", "install", Path.Combine(Packages, $"Gateway.Templates.{Version}.nupkg"));
    }

    public Task DisposeAsync()
    {
        foreach (var folder in (string[])[_folder, _build])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <summary>The names of the files that were packed.</summary>
    internal IEnumerable<string> Files => Directory.EnumerateFiles(Packages).Select(path => Path.GetFileName(path));

    internal string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Opens a package.</summary>
    internal ZipArchive Open(string id, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Version}.{extension}"));

    /// <summary>What a package says of itself, without the namespace, which depends on what is said.</summary>
    internal XElement Metadata(string id)
    {
        using var package = Open(id);
        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        var root = XDocument.Load(stream).Root!;
        foreach (var element in root.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        return root.Element("metadata")!;
    }

    /// <summary>Runs the SDK where the packed packages are the only source, and gives what it printed.</summary>
    internal async Task<string> DotNetAsync(params string[] arguments)
    {
        await using var process = Start("dotnet", arguments);
        var exitCode = await process.ExitCodeAsync();
        exitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{process.Output}");
        return process.Output;
    }

    internal TestProcess Start(string program, params string[] arguments) =>
        TestProcess.Start(program, arguments, _folder, [.. SdkEnvironment.Below(_folder), ("ASPNETCORE_ENVIRONMENT", "Development")]);

    // Built beside what the test run itself has built, and from clean: as a build server does.
    private async Task PackAsync()
    {
        var solution = PathOf("Packages.slnx");
        var projects = Directory.EnumerateFiles(
            Repository.PathOf("src"), "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 });
        await File.WriteAllTextAsync(
            solution, new XElement("Solution", projects.Select(path => new XElement("Project", new XAttribute("Path", path)))).ToString());

        string[] arguments =
            ["pack", solution, "--output", Packages, "--artifacts-path", _build, $"-p:Version={Version}", $"-p:PublicUrl={PublicUrl}"];
        await using var process = TestProcess.Start("dotnet", arguments, Repository.Root, ("CI", "true"), ("MSBUILDDISABLENODEREUSE", "1"));
        (await process.ExitCodeAsync()).ShouldBe(0, process.Output);
    }
}
