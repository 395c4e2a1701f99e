namespace Gateway.Packages.Tests;

/// <summary>The README as a reader finds it: its commands, typed in order in the root of a new clone.</summary>
public sealed class TranscriptTests
{
    private static readonly Dictionary<string, string> Untyped = new()
    {
        ["dotnet test"] = "this page is made by one of the tests that it runs.",
        ["docker build -t jsonapi . && docker run --rm -p 8080:8080 -v articles:/data --read-only --tmpfs /tmp jsonapi"] =
            "it needs a container engine.",
    };

    [RequiringFact("bash", "curl", "git")]
    public async Task Every_command_of_the_readme_works_in_a_new_clone_and_prints_what_the_readme_says()
    {
        using var clone = await Clone.MakeAsync();
        await using var terminal = new Terminal(clone);
        var transcript = new Transcript(clone.Root);
        var examples = ShellExample.Parse(Repository.Read("README.md"));
        Untyped.Keys.ShouldBeSubsetOf(examples.Select(example => example.Command));

        foreach (var example in examples)
        {
            if (Untyped.TryGetValue(example.Command, out var reason))
            {
                transcript.AddUntyped(example, reason);
                continue;
            }

            var lines = await terminal.TypeAsync(example.Command);
            transcript.Add(example, lines, terminal.Addresses);
            if (example.Output is { } output)
                string.Concat(lines.Select(line => line + "\n")).ShouldBe(output, example.Command);
        }

        (await terminal.InterruptAsync()).ShouldBe(ReadmeServer.All.ToDictionary(server => server.Command, _ => 0));
        (await clone.StatusAsync()).ShouldBeEmpty();
        CheckPage(transcript.Page);
    }

    private static void CheckPage(string page)
    {
        var path = Repository.PathOf("docs/transcript.md");
        if (Environment.GetEnvironmentVariable("GATEWAY_UPDATE_DOCS") == "1")
            File.WriteAllText(path, page);

        File.ReadAllText(path).ShouldBe(page, $"Run: {Transcript.Command}");
    }
}
