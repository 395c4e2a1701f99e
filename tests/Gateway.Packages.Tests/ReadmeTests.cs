using System.Text.RegularExpressions;

namespace Gateway.Packages.Tests;

/// <summary>The README's way from nothing to a running app, walked as it stands there.</summary>
[Collection(PackagesCollection.Name)]
public sealed partial class ReadmeTests(PackageFeed feed)
{
    private const string Pack = "dotnet pack src/Gateway.Tool --output artifacts\n";
    private const string Install = "dotnet tool install Gateway.Tool --add-source artifacts --tool-path tools\n";
    private const string Bind = "http://localhost:8000";

    [RequiringFact("bash")]
    public async Task From_nothing_to_a_running_app_in_a_minute()
    {
        var section = MarkdownPage.Read("README.md").Section("From nothing to a running app in a minute");
        var commands = section.Blocks("sh")[0];
        commands.ShouldStartWith(Pack + Install);

        // What is packed already is not packed again; its version is one of this run, and the port a free one.
        var script = "set -e; mkdir minute; cd minute\n" + commands[Pack.Length..]
            .Replace(Install, $"dotnet tool install Gateway.Tool --version {feed.Version} --tool-path tools\n", StringComparison.Ordinal)
            .Replace(Bind, "http://127.0.0.1:0", StringComparison.Ordinal);
        await using var server = feed.Start(Requirement.PathOf("bash"), "-c", script);
        var address = (await server.LineAsync(Address())).Groups[1].Value;

        using var client = new HttpClient();
        var answer = await client.GetStringAsync(new Uri(new Uri(address), "/articles"));
        section.Text.ShouldContain($"`curl {Bind}/articles` prints `{answer.TrimEnd('\n')}`");
    }

    [GeneratedRegex("Listening on (http://.*)")]
    private static partial Regex Address();
}
