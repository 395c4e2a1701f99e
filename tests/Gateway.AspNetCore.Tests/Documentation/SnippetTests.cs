using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>Every C# snippet of the documentation stands, word by word, in a file that the solution compiles.</summary>
public sealed partial class SnippetTests
{
    public static TheoryData<string> Pages() =>
    [
        "README.md",
        .. Repository.Files("docs", "*.md"),
        .. Repository.Files("samples", "*.md"),
        .. Repository.Files("src", "README.md"),
    ];

    private static readonly Lazy<IReadOnlyList<string>> Sources = new(
        () =>
            [.. Repository.Files("samples", "*.cs").Concat(Repository.Files("tests", "*.cs"))
                .Select(path => Normalise(Repository.Read(path)))]);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_snippet_is_compiled(string page)
    {
        var missing = MarkdownPage.Read(page).Blocks("csharp").Select(block => Normalise(block.TrimEnd('\n'))).Where(IsMissing);

        missing.ShouldBeEmpty($"{page} shows code that no compiled file under samples or tests holds");
    }

    [Fact]
    public void Every_example_of_the_xml_documentation_is_compiled_and_the_most_used_members_have_one()
    {
        var examples = Repository.Files("src", "*.cs").Select(Repository.Read).SelectMany(source => Example().Matches(source))
            .Select(match => Normalise(WebUtility.HtmlDecode(CommentMark().Replace(match.Groups[1].Value, ""))).Trim('\n'))
            .Where(code => !code.StartsWith('{')) // Configuration.
            .ToList();

        examples.Count.ShouldBeGreaterThanOrEqualTo(30);
        examples.Where(IsMissing).ShouldBeEmpty("no compiled file under samples or tests holds these examples");
    }

    private static bool IsMissing(string code) => !Sources.Value.Any(source => source.Contains(code, StringComparison.Ordinal));

    [Fact]
    public void The_readme_has_the_whole_hello_world_in_six_lines()
    {
        var program = Repository.Read("samples/HelloWorld/Program.cs");

        Repository.Read("README.md").ShouldContain($"```csharp\n{program}```");
        program.TrimEnd('\n').Split('\n').Length.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task The_examples_of_the_readme_do_what_it_says()
    {
        (await CallAsync(Environ.ForRequest("GET", "/caf%C3%A9"), ((GatewayApp)ReadmeExamples.Greeting).ToAsync()))
            .ShouldBe("200 OK|You asked for /café\n");
        (await CallAsync(Environ.ForRequest(), ((GatewayApp)ReadmeExamples.Countdown).ToAsync())).ShouldBe("200 OK|3\n2\n1\n");
        (await CallAsync(Environ.ForRequest("POST", "/", "hello"u8.ToArray()), ((AsyncIteratorApp)ReadmeExamples.Echo).ToAsync()))
            .ShouldBe("200 OK|hello");
        (await CallAsync(Environ.ForRequest(), ((GatewayApp)ReadmeExamples.Countdown).Use(ReadmeExamples.Timed).ToAsync()))
            .ShouldStartWith("200 OK Server-Timing|3");
    }

    [Fact]
    public void A_test_calls_an_app_as_the_function_it_is()
    {
        var Greeting = (GatewayApp)ReadmeExamples.Greeting;

        var status = "";
        var body = Greeting(Environ.ForRequest("GET", "/caf%C3%A9"), (line, headers, exception) => { status = line; return null!; });

        status.ShouldBe("200 OK");
        Encoding.UTF8.GetString(body.Single().Span).ShouldBe("You asked for /café\n");
    }

    private static async Task<string> CallAsync(Environ environ, AsyncGatewayApp app)
    {
        var head = "";
        var text = new MemoryStream();
        var body = await app(environ, (status, headers, exception) =>
        {
            head = string.Join(' ', headers.Select(header => header.Name).Where(name => name != "Content-Type").Prepend(status));
            return null!;
        });
        await foreach (var block in body)
            await text.WriteAsync(block);
        return $"{head}|{Encoding.UTF8.GetString(text.ToArray())}";
    }

    // Indentation and accessibility are the file's business.
    private static string Normalise(string code) =>
        string.Join('\n', code.Split('\n').Select(line => Accessibility().Replace(line.Trim(), "")));

    [GeneratedRegex("/// <code>\n(.*?)/// </code>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^ */// ?", RegexOptions.Multiline)]
    private static partial Regex CommentMark();

    [GeneratedRegex("^(public|internal|private) ")]
    private static partial Regex Accessibility();
}
