namespace Gateway.Tool.Compiling;

/// <summary>The libraries that a single file is compiled against.</summary>
internal static class ReferenceAssemblies
{
    private static readonly string[] Frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"];
    private static readonly string[] Own = ["Gateway.Abstractions", "Gateway.Hosting", "Gateway.Toolkit"];

    /// <summary>The folders with the frameworks' reference assemblies; empty where the SDK is not installed.</summary>
    private static readonly Lazy<IReadOnlyList<string>> Packs = new(FindPacks);

    /// <summary>The frameworks' reference assemblies (without the SDK, those of the runtime) and the tool's own libraries.</summary>
    public static IEnumerable<string> All => Framework().Concat(OwnLibraries);

    /// <summary>The tool's own libraries.</summary>
    public static IEnumerable<string> OwnLibraries => Own.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    /// <summary>The source generators that come with the frameworks.</summary>
    public static IEnumerable<string> Generators =>
        Packs.Value.Select(pack => Path.Combine(pack, "analyzers", "dotnet", "cs")).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll"));

    private static IEnumerable<string> Framework()
    {
        if (Packs.Value.Count > 0)
            return Packs.Value.SelectMany(pack => Directory.GetFiles(ReferencesOf(pack), "*.dll"));

        // The runtime's list holds the tool's own libraries as well.
        var shared = Path.Combine(CompilerLibraries.DotnetFolder, "shared") + Path.DirectorySeparatorChar;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.StartsWith(shared, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] FindPacks()
    {
        var packs = Frameworks.Select(framework =>
            VersionedFolder.Newest(Path.Combine(CompilerLibraries.DotnetFolder, "packs", framework + ".Ref"))
                .FirstOrDefault(pack => Directory.Exists(ReferencesOf(pack)))).OfType<string>().ToArray();
        return packs.Length == Frameworks.Length ? packs : [];
    }

    private static string ReferencesOf(string pack) => Path.Combine(pack, "ref", $"net{Environment.Version.ToString(2)}");
}
