using System.Buffers;

namespace Gateway.Toolkit;

/// <summary>The files below a directory, by the paths of requests. No path leads anywhere else.</summary>
internal sealed class FileTree
{
    private const int MaxSegments = 64;

    // Besides the separators of any system, what is special to one: alternate streams and devices among it.
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        ['\\', .. Path.GetInvalidFileNameChars(), .. Enumerable.Range(0, 32).Select(code => (char)code), '\u007F']);

    private readonly string _root;
    private readonly bool _followsLinks;

    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public FileTree(string root, bool followsLinks)
    {
        var path = Path.GetFullPath(root);
        _root = Directory.Exists(path)
            ? RealPath.Of(path)!
            : throw new DirectoryNotFoundException($"The directory '{path}' does not exist.");
        _followsLinks = followsLinks;
    }

    /// <summary>Finds the entry at a path; null where there is none to show. Never finds a path that ends with a slash.</summary>
    /// <param name="path">Decoded, as <c>PATH_INFO</c> is; empty for the root.</param>
    public FileSystemInfo? Find(string path)
    {
        if (path.Length == 0)
            return new DirectoryInfo(_root);
        if (path[0] != '/')
            return null;

        var found = _root;
        var segments = 0;
        var rest = path.AsSpan(1);
        foreach (var range in rest.Split('/'))
        {
            var segment = rest[range];
            if (++segments > MaxSegments || !IsName(segment))
                return null;
            found = Path.Join(found, segment);
            if (RealPath.LinkOf(found) is not null)
            {
                if (!_followsLinks || RealPath.Of(found) is not { } real || !IsBelow(real))
                    return null;
                found = real;
            }
        }

        var file = new FileInfo(found);
        return file.Exists ? file : Directory.Exists(found) ? new DirectoryInfo(found) : null;
    }

    /// <summary>Whether an exception says that there is nothing to be seen.</summary>
    public static bool IsNotFound(Exception error) => error is IOException or UnauthorizedAccessException;

    private static bool IsName(ReadOnlySpan<char> segment)
    {
        // ".." begins with a dot. What is left encoded is a slash that is none.
        if (segment.IsEmpty
            || segment[0] == '.' || segment.ContainsAny(Refused) || segment.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            return false;
        // "secret. " and "nul.txt" name something else than they say.
        return !OperatingSystem.IsWindows() || (segment[^1] is not ('.' or ' ') && !segment.Contains('~') && !IsDevice(segment));
    }

    private static bool IsDevice(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        var stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ').ToString().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }

    // Below a link of a directory, a dot file stays hidden, too.
    private bool IsBelow(string real)
    {
        var relative = Path.GetRelativePath(_root, real);
        return relative == "."
            || !(Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')));
    }
}
