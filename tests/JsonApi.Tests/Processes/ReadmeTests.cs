namespace JsonApi.Tests;

/// <summary>What the documentation shows is what happens.</summary>
public sealed class ReadmeTests
{
    [RequiringTheory("bash", "curl")]
    [InlineData("README.md")]
    [InlineData("samples/JsonApi/README.md")]
    public async Task The_commands_print_what_the_readme_says(string path)
    {
        var examples = ConsoleExample.Parse(Repository.Read(path));
        examples.ShouldNotBeEmpty();
        await using var sample = await SampleProcess.StartAsync();

        foreach (var example in examples)
        {
            // The readme names the addresses and the file of dotnet run.
            var command = example.Command
                .Replace("http://localhost:5080/", sample.Http.AbsoluteUri, StringComparison.Ordinal)
                .Replace("https://localhost:5443/", sample.Https.AbsoluteUri, StringComparison.Ordinal)
                .Replace("samples/JsonApi/data/localhost.pem", sample.PemPath, StringComparison.Ordinal);

            // curl shows its progress where it prints to a pipe, as here; on a reader's terminal it does not.
            var (output, exitCode) = await Command.RunAsync($"curl() {{ command curl -sS \"$@\"; }}\n{command}", sample.Folder);

            exitCode.ShouldBe(0, example.Command);
            output.TrimEnd('\n').ShouldBe(example.Output.TrimEnd('\n'), example.Command);
        }
    }

    [Fact]
    public void Blocks_are_read_command_by_command()
    {
        const string Markdown = """
            # Title
            ```sh
            $ not an example
            ```
            ```console
            $ one
            1
            1
            $ two \
              more
            ```
            ```console
            $ three
            3
            ```
            """;

        ConsoleExample.Parse(Markdown).ShouldBe([new("one", "1\n1\n"), new("two \\\n  more", ""), new("three", "3\n")]);
    }
}
