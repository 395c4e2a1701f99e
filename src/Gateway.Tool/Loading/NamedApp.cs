namespace Gateway.Tool.Loading;

/// <summary>The app that a command line names: where it is, and which member.</summary>
internal sealed record NamedApp(AppSource Source, AppReference? Reference)
{
    /// <summary>Reads <c>app.cs Site:App</c>, and <c>app:App</c> or <c>app.cs:App</c> as gunicorn and uvicorn write it.</summary>
    /// <param name="app">A path, with or without a member; null for the only project or C# file of the working folder.</param>
    /// <param name="member">The member, if it stands for itself.</param>
    /// <exception cref="ToolException">There is no such file, or the text does not name a member.</exception>
    public static NamedApp Parse(string? app, string? member)
    {
        var reference = member is null ? null : AppReference.Parse(member);
        if (app is null)
            return new(Only(), reference);
        if (reference is null && !Path.Exists(app) && Split(app) is var (path, name))
            return new(AppSource.Parse(path), name.Contains(':', StringComparison.Ordinal) ? AppReference.Parse(name) : OfAnyType(name));
        return new(AppSource.Parse(app), reference);
    }

    // The first colon that parts a file from a member; the drive of a Windows path has one too.
    private static (string Path, string Member)? Split(string text)
    {
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = text.IndexOf(':', colon + 1))
        {
            var path = text[..colon];
            if (colon < text.Length - 1 && ((string[])[path, path + ".cs", path + ".dll"]).FirstOrDefault(IsApp) is { } found)
                return (found, text[(colon + 1)..]);
        }

        return null;
    }

    // A folder without a project may be a Python package.
    private static bool IsApp(string path) =>
        File.Exists(path) || (Directory.Exists(path) && Directory.GetFiles(path, "*.csproj").Length > 0);

    private static AppReference OfAnyType(string name) =>
        name.EndsWith("()", StringComparison.Ordinal) ? new AppReference(null, name[..^2], true) : new AppReference(null, name);

    private static AppSource Only()
    {
        var projects = Directory.GetFiles(".", "*.csproj");
        var files = projects.Length > 0 ? projects : Directory.GetFiles(".", "*.cs");
        return files switch
        {
            [var only] => AppSource.Parse(only),
            [] => throw new ToolException(ExitCode.Usage, "No app is named: gateway serve ./bin/MyApp.dll MyApp.Articles:App"),
            _ => throw new ToolException(ExitCode.Usage,
                $"No app is named, and this folder has more than one: "
                + $"{string.Join(", ", files.Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(10))}."),
        };
    }
}
