namespace Gateway.TestSupport;

/// <summary>The repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder with <c>Gateway.sln</c>.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The full path of a file or folder.</summary>
    /// <param name="path">The path from the root, with <c>/</c>.</param>
    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The text of a file.</summary>
    /// <param name="path">The path from the root, with <c>/</c>.</param>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>The files below a folder, without what builds have left there.</summary>
    /// <param name="folder">The path from the root; empty for the root itself.</param>
    /// <param name="pattern">A file name with <c>*</c>.</param>
    /// <returns>Paths from the root, with <c>/</c>, in order.</returns>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or ".git"))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Gateway.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no Gateway.sln above the tests."));
}
