namespace Gateway.Tool.Loading;

/// <summary>The files that an app is made from, as far as a change of them is watched.</summary>
internal static class SourceFiles
{
    private static readonly string[] OfProjects = [".cs", ".csproj", ".props", ".targets", ".resx"];
    private static readonly string[] OfPython = [".py"];
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The folder they are in.</summary>
    public static string Folder(AppSource source) =>
        source.Kind == AppSourceKind.Python ? Environment.CurrentDirectory : Path.GetDirectoryName(source.Path)!;

    /// <summary>Whether folders below that one belong to it.</summary>
    public static bool HasFolders(AppSource source) => source.Kind is AppSourceKind.Project or AppSourceKind.Python;

    /// <summary>Whether a file is one of them.</summary>
    public static bool Has(AppSource source, string path) => source.Kind switch
    {
        AppSourceKind.Project => IsSource(source, path, OfProjects),
        AppSourceKind.Python => IsSource(source, path, OfPython),
        _ => path == source.Path,
    };

    /// <summary>All of them, by their full paths.</summary>
    public static IEnumerable<string> All(AppSource source) =>
        HasFolders(source) ? InFolder(source, Folder(source)) : File.Exists(source.Path) ? [source.Path] : [];

    // Not searched and then filtered: .git and bin may hold very many files.
    private static IEnumerable<string> InFolder(AppSource source, string folder) =>
        Directory.EnumerateFiles(folder, "*", Readable).Where(path => Has(source, path)).Concat(
            Directory.EnumerateDirectories(folder, "*", Readable).Where(path => !IsLeftOut(Path.GetFileName(path)) && !IsLink(path))
                .SelectMany(path => InFolder(source, path)));

    // The output of a build must not cause the next one.
    private static bool IsSource(AppSource source, string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        && !Path.GetRelativePath(Folder(source), path).Split(Path.DirectorySeparatorChar).Any(IsLeftOut);

    private static bool IsLeftOut(string part) => part is "bin" or "obj" || part.StartsWith('.');

    private static bool IsLink(string path) => File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);
}
