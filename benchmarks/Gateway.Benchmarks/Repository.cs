namespace Gateway.Benchmarks;

/// <summary>Where the sources are: results go to docs, and the start-up part publishes a sample.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The tool, as it was built with these benchmarks.</summary>
    public static string ToolAssembly => Path.Combine(Root, "src", "Gateway.Tool", "bin", "Release", "net10.0", "Gateway.Tool.dll");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException(
            $"There is no Gateway.sln above {AppContext.BaseDirectory}; run the benchmarks from a clone of the repository.");
    }
}
