using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>The Dockerfiles: as far as they can be checked without an engine. deploy/container/smoke builds and runs the images.</summary>
public sealed partial class ContainerTests
{
    public static TheoryData<string> Dockerfiles() =>
        [.. Repository.Files("", "Dockerfile").Where(path => !path.Contains("/templates/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void An_image_runs_without_root_and_checks_its_health(string path)
    {
        var lines = Lines(path);

        lines.ShouldContain("USER $APP_UID");
        lines.ShouldContain(
            line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.Contains(" CMD [", StringComparison.Ordinal));
        lines.ShouldContain(
            line => line.StartsWith("ENTRYPOINT [", StringComparison.Ordinal), "signals reach the program only in the exec form");
        lines.ShouldContain(line => line.StartsWith("EXPOSE ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void The_smoke_test_builds_every_image(string path) =>
        Repository.Read("deploy/container/smoke").ShouldContain($"\"{path}\"");

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Every_file_that_is_copied_is_sent_to_the_builder(string path)
    {
        var allowed = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var sources = Copies(path).SelectMany(copy => copy.Sources).ToList();

        sources.ShouldNotBeEmpty();
        foreach (var source in sources)
        {
            Path.Exists(Repository.PathOf(source)).ShouldBeTrue(source);
            allowed.ShouldContain(
                entry => source == entry || source.StartsWith(entry + "/", StringComparison.Ordinal), $"{source} is not in .dockerignore");
        }
    }

    [Theory]
    [InlineData("Dockerfile", "samples/JsonApi/JsonApi.csproj")]
    [InlineData("samples/Production/Dockerfile", "samples/Production/Production.csproj")]
    public void Packages_are_restored_from_the_projects_that_the_program_needs(string dockerfile, string project) =>
        Copies(dockerfile).SelectMany(copy => copy.Sources).Where(source => source.EndsWith(".csproj", StringComparison.Ordinal))
            .ShouldBe(ProjectsOf(project), ignoreOrder: true);

    [Fact]
    public void The_image_of_the_tool_uses_options_that_the_tool_has()
    {
        var page = Repository.Read("docs/tool.md");
        var commands = Lines("deploy/container/Dockerfile").Where(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)
            || line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)).Select(line => line[line.IndexOf('[', StringComparison.Ordinal)..]);
        var options = commands.SelectMany(command => Option().Matches(command)).Select(match => match.Groups["name"].Value).ToList();

        options.ShouldBe(["--control", "--control", "--health"]);
        foreach (var option in options)
            page.ShouldContain($"| `{option} ");
    }

    [Fact]
    public void The_pod_starts_the_program_of_the_image()
    {
        var command = Regex.Match(Repository.Read("deploy/kubernetes/gateway.yaml"), @"command: \[(.*)\]").Groups[1].Value;

        command.ShouldNotBeEmpty();
        Lines("deploy/container/Dockerfile").ShouldContain(line => line.StartsWith($"ENTRYPOINT [{command}, ", StringComparison.Ordinal));
    }

    // A backslash continues an instruction on the next line.
    private static string[] Lines(string path) => Repository.Read(path).Replace("\\\n", "", StringComparison.Ordinal).Split('\n');

    private static IEnumerable<(string[] Sources, string Target)> Copies(string path) =>
        from line in Lines(path)
        where line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
        select (words[..^1].Select(word => word.TrimEnd('/')).ToArray(), words[^1]);

    private static IReadOnlyCollection<string> ProjectsOf(string project)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Add(project);
        return found;

        void Add(string path)
        {
            if (!found.Add(path))
                return;
            foreach (Match reference in Reference().Matches(Repository.Read(path)))
            {
                var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(path))!, reference.Groups["path"].Value));
                Add(Path.GetRelativePath(Repository.Root, full).Replace('\\', '/'));
            }
        }
    }

    [GeneratedRegex("""<ProjectReference Include="(?<path>[^"]+)" />""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex("(?<name>--[a-z][a-z-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Option();
}
