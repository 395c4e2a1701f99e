using System.Diagnostics;
using System.Globalization;

namespace Gateway.Python.Tests.Support;

/// <summary>The versions of CPython on this machine: those in the path, and those of pyenv.</summary>
internal static class Interpreters
{
    private const int Oldest = 9;
    private const int Newest = 14;

    /// <summary>Version and path. Without any there is one row, so that a test is skipped and not lost.</summary>
    public static TheoryData<string, string> Found { get; } = Find();

    private static TheoryData<string, string> Find()
    {
        var found = new SortedDictionary<int, string>();
        foreach (var path in Candidates())
        {
            if (MinorVersion(path) is >= Oldest and <= Newest and var minor)
                found.TryAdd(minor, path);
        }

        var data = new TheoryData<string, string>();
        foreach (var (minor, path) in found)
            data.Add(string.Create(CultureInfo.InvariantCulture, $"3.{minor}"), path);
        if (found.Count == 0)
            data.Add("3", Python.Program);
        return data;
    }

    private static IEnumerable<string> Candidates()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend("/usr/bin")
            .Where(folder => !folder.EndsWith("shims", StringComparison.Ordinal));
        var versions = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv", "versions");
        if (Directory.Exists(versions))
            folders = folders.Concat(Directory.GetDirectories(versions, "3.*").Select(folder => Path.Combine(folder, "bin")));
        return folders.SelectMany(folder => Enumerable.Range(Oldest, Newest - Oldest + 1)
            .Select(minor => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"python3.{minor}")))
            .Prepend(Path.Combine(folder, "python3"))).Where(File.Exists);
    }

    private static int? MinorVersion(string path)
    {
        using var process = Process.Start(
            new ProcessStartInfo(path, ["-c", "import sys; print(*sys.version_info[:2])"]) { RedirectStandardOutput = true })!;
        var parts = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return parts is ["3", var minor] ? int.Parse(minor, CultureInfo.InvariantCulture) : null;
    }
}
