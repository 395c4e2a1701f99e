namespace Gateway.Tool.Tests.Support;

/// <summary>The apps beside the tests, as they were built.</summary>
internal static class TestApps
{
    /// <summary>The folder with the tool's libraries.</summary>
    public static readonly string Folder = AppContext.BaseDirectory;

    public static readonly string One = Find("OneApp");

    public static readonly string Several = Find("SeveralApps");

    /// <summary>A program that runs <c>GatewayServer</c>.</summary>
    public static readonly string DevServer = Find("DevServer");

    private static string Find(string name)
    {
        // .../tests/Gateway.Tool.Tests/bin/Debug/net10.0: the same configuration and framework.
        var framework = new DirectoryInfo(Folder.TrimEnd(Path.DirectorySeparatorChar));
        var project = framework.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(project, "Apps", name, "bin", framework.Parent.Name, framework.Name, name + ".dll");
    }
}
