namespace Gateway.Packages.Tests.Support;

/// <summary>A new clone of the repository with one commit: the files as they are now, without those that git ignores.</summary>
internal sealed class Clone : IDisposable
{
    private readonly TempFolder _folder = new();

    private Clone()
    {
    }

    /// <summary>The root of the clone.</summary>
    public string Root => _folder.File("gateway");

    /// <summary>Makes the clone. Nothing is asked of a registry there: what the solution has restored serves for the clone.</summary>
    public static async Task<Clone> MakeAsync()
    {
        var clone = new Clone();
        Directory.CreateDirectory(clone._folder.File("no-packages"));
        clone._folder.Write("nuget.config", """
            <configuration><packageSources><clear /><add key="none" value="no-packages" /></packageSources></configuration>
            """);
        var fromHere = $"--git-dir={clone.Root}/.git --work-tree={Repository.Root}";
        await clone.RunAsync($"git init --quiet '{clone.Root}'");
        await clone.RunAsync($"git {fromHere} add --all");
        await clone.RunAsync($"git {fromHere} -c user.name=Test -c user.email=test@example.org commit --quiet --message 'As it is now'");
        await clone.RunAsync($"git -C '{clone.Root}' reset --quiet --hard");
        return clone;
    }

    /// <summary>Starts a bash that runs this in the clone's root.</summary>
    public TestProcess Start(string command, params IEnumerable<(string Name, string Value)> environment) =>
        StartIn(Root, command, environment);

    /// <summary>Tells, as <c>git status --porcelain</c> does, how the files differ from the commit.</summary>
    public Task<string> StatusAsync() => RunAsync($"git -C '{Root}' status --porcelain");

    public void Dispose() => _folder.Dispose();

    private async Task<string> RunAsync(string command)
    {
        await using var process = StartIn(_folder.Path, command);
        (await process.ExitCodeAsync()).ShouldBe(0, process.Output);
        return process.Output;
    }

    private TestProcess StartIn(string folder, string command, params IEnumerable<(string Name, string Value)> environment) =>
        TestProcess.Start(Requirement.PathOf("bash"), ["-c", command], folder,
        [
            .. SdkEnvironment.Below(_folder.Path),
            ("XDG_CACHE_HOME", _folder.File("xdg")),
            ("RunAnalyzers", "false"), // They have seen the same sources when the tests were built.
            .. environment,
        ]);
}
