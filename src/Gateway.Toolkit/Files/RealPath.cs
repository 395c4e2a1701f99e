namespace Gateway.Toolkit;

/// <summary>Where a path leads when every symbolic link in it has been followed: POSIX's <c>realpath</c>.</summary>
internal static class RealPath
{
    // As Linux has it (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The target of a symbolic link; null for anything else.</summary>
    public static string? LinkOf(string path) => new FileInfo(path).LinkTarget;

    /// <summary>Follows every link of an absolute path. Null where they go round in a circle.</summary>
    public static string? Of(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var waiting = new Stack<string>();
        Push(path);
        for (var links = 0; waiting.TryPop(out var name);)
        {
            // Not before its parent has been resolved: what is above a link's target is not above the link.
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Join(real, name);
            if (LinkOf(next) is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            Push(target);
        }

        return real;

        void Push(string text)
        {
            var names = text[Path.GetPathRoot(text)!.Length..].Split(
                [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            foreach (var name in names.AsEnumerable().Reverse().Where(name => name != "."))
                waiting.Push(name);
        }
    }
}
