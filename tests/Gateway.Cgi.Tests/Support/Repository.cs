namespace Gateway.Cgi.Tests.Support;

/// <summary>Where things stand in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of Servers, as the documentation shows it.</summary>
    public static string ServerFile(string name) => File.ReadAllText(Path.Combine(Root, "tests", "Gateway.Cgi.Tests", "Servers", name));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Gateway.sln is not above the tests.");
        return folder.FullName;
    }
}
