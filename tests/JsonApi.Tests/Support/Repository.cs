namespace JsonApi.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Path(string path) => System.IO.Path.Combine(Root, path);

    private static string FindRoot(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Gateway.sln"))
            ? folder
            : FindRoot(System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no Gateway.sln above the tests."));
}
