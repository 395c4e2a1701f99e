namespace Gateway.Tool.Compiling;

/// <summary>Folders named by a version, as .NET is installed.</summary>
internal static class VersionedFolder
{
    /// <summary>The folders for the running major version of .NET, the newest first.</summary>
    public static IEnumerable<string> Newest(string parent) =>
        !Directory.Exists(parent)
            ? []
            : Directory.GetDirectories(parent)
                .Select(folder => (Folder: folder, Version: Parse(Path.GetFileName(folder))))
                .Where(folder => folder.Version?.Major == Environment.Version.Major)
                .OrderByDescending(folder => folder.Version)
                .Select(folder => folder.Folder);

    // A preview has a suffix; it is as good as the version that it precedes.
    private static Version? Parse(string name) => Version.TryParse(name.Split('-')[0], out var version) ? version : null;
}
