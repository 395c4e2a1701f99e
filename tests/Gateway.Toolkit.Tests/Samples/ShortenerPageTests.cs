namespace Gateway.Toolkit.Tests;

/// <summary><c>docs/first-app.md</c> shows the sample whole, and counts its lines beside those of the same app in Flask.</summary>
public sealed class ShortenerPageTests
{
    private const string Sample = "samples/Shortener/";
    private const string Tests = "tests/Gateway.Toolkit.Tests/Samples/ShortenerTests.cs";

    private readonly MarkdownPage _page = MarkdownPage.Read("docs/first-app.md");

    [Theory]
    [InlineData("Site.cs")]
    [InlineData("Program.cs")]
    public void The_page_shows_each_file_whole(string file)
    {
        _page.Text.ShouldContain($"`{file}`\n", Case.Sensitive);
        _page.Text.ShouldContain($"```csharp\n{Repository.Read(Sample + file)}```\n", Case.Sensitive);
    }

    [Fact]
    public void The_page_counts_the_lines_of_both_apps()
    {
        var app = Count("//", [.. Repository.Files("samples/Shortener", "*.cs")]);

        _page.Text.ShouldContain($"| App | {app} | {Count("#", Sample + "flask/app.py")} |");
        _page.Text.ShouldContain($"| Tests | {Count("//", Tests)} | {Count("#", Sample + "flask/test_app.py")} |");
    }

    [RequiringFact("/usr/bin/python3", "/usr/lib/python3/dist-packages/flask/__init__.py")]
    public async Task The_app_in_flask_passes_the_same_tests()
    {
        await using var tests = TestProcess.Start(
            "/usr/bin/python3", ["-B", "test_app.py"], Repository.PathOf(Sample + "flask"));

        (await tests.ExitCodeAsync()).ShouldBe(0, tests.Output);
    }

    // Lines with something other than a comment, braces and imports included.
    private static int Count(string comment, params IEnumerable<string> files) =>
        files.SelectMany(file => Repository.Read(file).Split('\n')).Select(line => line.Trim())
            .Count(line => line.Length > 0 && !line.StartsWith(comment, StringComparison.Ordinal));
}
