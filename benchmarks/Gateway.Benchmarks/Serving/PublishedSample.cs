namespace Gateway.Benchmarks.Serving;

/// <summary>Publishes <c>samples/HelloWorld</c> in one of the forms that the SDK makes.</summary>
/// <param name="Name">The form's name in the tables.</param>
/// <param name="Options">The options of <c>dotnet publish</c>.</param>
internal sealed record PublishedSample(string Name, params string[] Options)
{
    public static readonly PublishedSample Jit = new("JIT (the shared runtime apart)", "-p:PublishAot=false", "--self-contained", "false");

    public static readonly PublishedSample ReadyToRun = new(
        "ReadyToRun (the shared runtime apart)", "-p:PublishAot=false", "-p:PublishReadyToRun=true", "--self-contained", "false");

    public static readonly PublishedSample Native = new("NativeAOT", "-p:PublishAot=true", "--self-contained", "true");

    public static readonly PublishedSample[] All = [Native, ReadyToRun, Jit];

    /// <summary>Publishes.</summary>
    /// <param name="part">The part of the benchmarks, for the lines that tell what it does.</param>
    /// <param name="root">A folder for all forms.</param>
    /// <returns>The folder of this form; null after saying why there is none.</returns>
    public async Task<string?> PublishAsync(string part, DirectoryInfo root)
    {
        if (this == Native && Tool.FindOrSay("cc", "gcc libc6-dev zlib1g-dev", Name) is null)
            return null;
        Progress.Step($"{part}: publishing {Name}");
        var folder = root.CreateSubdirectory(Name.Split(' ')[0]).FullName;
        var project = Path.Combine(Repository.Root, "samples", "HelloWorld");
        var output = await Tool.RunAsync(
            Tool.Find("dotnet") ?? "dotnet",
            ["publish", project, "--configuration", "Release", "--use-current-runtime", "--output", folder, .. Options]);
        if (File.Exists(Path.Combine(folder, "HelloWorld")))
            return folder;
        Progress.Line($"{Name}: skipped, it could not be published:\n{output}");
        return null;
    }
}
