namespace Gateway.Tool.Compiling;

/// <summary>Keeps the assemblies of single files in the user's cache folder, so that an unchanged file is not compiled again.</summary>
/// <param name="folder">The folder; null for a user without one, for whom nothing is kept.</param>
internal sealed class OutputCache(string? folder)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>The cache of this user: <c>$XDG_CACHE_HOME/gateway</c>, <c>~/.cache/gateway</c>, or the like on Windows.</summary>
    public static OutputCache OfUser() => new(UserFolder() is { } user ? Path.Combine(user, "gateway", "apps") : null);

    /// <summary>The assembly that was kept under this key, if any.</summary>
    public AppImage? Find(string key, string name)
    {
        if (folder is null)
            return null;
        try
        {
            var path = PathOf(key, name);
            var image = new AppImage(path, File.ReadAllBytes(path), File.ReadAllBytes(Path.ChangeExtension(path, ".pdb")));
            Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(path)!, DateTime.UtcNow);
            return image;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an assembly, and removes those that nobody has used for a month.</summary>
    public void Keep(string key, string name, CompilerOutput output)
    {
        if (folder is null)
            return;
        try
        {
            Create(folder);
            RemoveOld();
            // Moved into place as a whole: another process may look for it at the same time.
            var draft = Path.Combine(folder, $"{key}.{Path.GetRandomFileName()}");
            Directory.CreateDirectory(draft);
            File.WriteAllBytes(Path.Combine(draft, name + ".pdb"), output.Symbols);
            File.WriteAllBytes(Path.Combine(draft, name + ".dll"), output.Assembly);
            if (Directory.Exists(Path.Combine(folder, key)))
                Directory.Delete(draft, recursive: true);
            else
                Directory.Move(draft, Path.Combine(folder, key));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without a place to keep it, or with another process that was quicker, it is compiled again next time.
        }
    }

    private string PathOf(string key, string name) => Path.Combine(folder!, key, name + ".dll");

    private void RemoveOld()
    {
        foreach (var entry in Directory.GetDirectories(folder!))
        {
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(entry) > KeptFor)
                Directory.Delete(entry, recursive: true);
        }
    }

    // Code that is run from a folder belongs to its owner alone.
    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string? UserFolder()
    {
        if (OperatingSystem.IsWindows())
            return NullIfEmpty(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));
        if (NullIfEmpty(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")) is { } cache)
            return cache;
        var home = NullIfEmpty(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        return home is null ? null : Path.Combine(home, ".cache");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
