using System.Text.RegularExpressions;

namespace Gateway.Tool.Loading;

/// <summary>Where an app comes from: an assembly, a single file without a project, or a project.</summary>
internal sealed partial record AppSource(string Path, AppSourceKind Kind)
{
    /// <exception cref="ToolException">There is nothing of that name.</exception>
    public static AppSource Parse(string path)
    {
        const string PythonPrefix = "python:";
        if (path.StartsWith(PythonPrefix, StringComparison.Ordinal))
            return new(path[PythonPrefix.Length..], AppSourceKind.Python);
        if (Directory.Exists(path))
        {
            return Directory.GetFiles(path, "*.csproj") is [var project]
                ? new(System.IO.Path.GetFullPath(project), AppSourceKind.Project)
                : throw new ToolException(ExitCode.App, $"{path} is a folder without a project, or with more than one; name the file.");
        }

        if (!File.Exists(path))
            return PythonTarget.IsMatch(path) ? new(path, AppSourceKind.Python) : throw NotFound(path);
        return new(System.IO.Path.GetFullPath(path), System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".cs" => AppSourceKind.File,
            ".csproj" => AppSourceKind.Project,
            _ => AppSourceKind.Assembly,
        });
    }

    // module:callable, which no file is named like. A factory has parentheses.
    [GeneratedRegex(@"^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(\(\))?$", RegexOptions.CultureInvariant)]
    private static partial Regex PythonTarget { get; }

    private static ToolException NotFound(string path)
    {
        var lines = new List<string> { $"There is no file {path}." };
        var name = System.IO.Path.GetFileName(path);
        if (name.Length > 0 && Directory.Exists("bin"))
            lines.AddRange(Directory.EnumerateFiles("bin", name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(5)
                .Select(found => $"  Did you mean {found}?"));
        return new(ExitCode.App, string.Join('\n', lines));
    }
}
