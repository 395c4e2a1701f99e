namespace JsonApi.Tests;

/// <summary>What the documentation shows is what happens. The commands of the repository's own README are typed by
/// Gateway.Packages.Tests.</summary>
public sealed class ReadmeTests
{
    [RequiringFact("bash", "curl")]
    public async Task The_commands_print_what_the_readme_says()
    {
        var examples = ShellExample.Parse(Repository.Read("samples/JsonApi/README.md"))
            .Where(example => example.Output is not null).ToList();
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
            output.TrimEnd('\n').ShouldBe(example.Output!.TrimEnd('\n'), example.Command);
        }
    }
}
