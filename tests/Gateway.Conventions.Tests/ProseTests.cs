using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>Guards how the project writes: plain sentences, short lines, test names that stand alone.</summary>
public sealed partial class ProseTests
{
    private const int MaxLine = 140;
    private const int MaxFile = 300;
    private const string RawQuote = "\"\"\"";
    private const double MaxShareOfRiddles = 0.005;

    [Fact]
    public void Comments_rarely_open_with_a_relative_clause()
    {
        var comments = Lines("src").Where(line => Comment().IsMatch(line.Text)).ToList();
        var riddles = comments.Where(line => Riddle().IsMatch(line.Text)).ToList();

        ((double)riddles.Count / comments.Count).ShouldBeLessThan(
            MaxShareOfRiddles, "Begin with a verb or the name of the thing:\n" + string.Join('\n', riddles.Select(line => line.Place)));
    }

    [Fact]
    public void Messages_say_that_something_is_not_valid() =>
        Lines("src").Where(line => !Comment().IsMatch(line.Text) && IsNo().IsMatch(line.Text)).Select(line => line.Place)
            .ShouldBeEmpty("Write 'is not a valid X' for 'is no X'");

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void Lines_of_source_are_short(string folder) =>
        Lines(folder).Where(line => line.Text.Length > MaxLine && !line.IsText).Select(line => line.Place)
            .ShouldBeEmpty($"Longer than {MaxLine} columns");

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void Files_of_source_are_short(string folder) =>
        Repository.Files(folder, "*.cs").Where(file => File.ReadLines(Repository.PathOf(file)).Count() > MaxFile)
            .ShouldBeEmpty($"More than {MaxFile} lines: split the file by subject");

    [Fact]
    public void Lines_of_a_raw_string_are_text_and_those_that_open_and_close_it_are_not() =>
        Lines("", ["a = \"\"\"", "text", "\"\"\" + \"\"\"b\"\"\"", "c(@\"\"\")", "d"]).Select(line => line.IsText)
            .ShouldBe([false, true, false, false, false]);

    [Fact]
    public void Names_of_tests_have_at_least_three_words() =>
        Repository.Files("tests", "*.cs").SelectMany(file => TestName().Matches(Repository.Read(file)))
            .Select(match => match.Groups["name"].Value).Where(name => name.Split('_').Length < 3)
            .ShouldBeEmpty("A test's name is a sentence that stands alone");

    private static IEnumerable<(string Place, string Text, bool IsText)> Lines(string folder) =>
        Repository.Files(folder, "*.cs").SelectMany(file => Lines(file, File.ReadAllLines(Repository.PathOf(file))));

    // The text of a raw string is not broken: it may be a page, a style sheet or the bytes of a test.
    private static IEnumerable<(string Place, string Text, bool IsText)> Lines(string file, string[] lines)
    {
        var isText = false;
        for (var index = 0; index < lines.Length; index++)
        {
            var code = lines[index].Trim();
            if (isText && code.StartsWith(RawQuote, StringComparison.Ordinal))
                (isText, code) = (false, code[RawQuote.Length..]);
            yield return ($"{file}:{index + 1}", lines[index], isText);
            isText |= code.EndsWith(RawQuote, StringComparison.Ordinal) && code.Split(RawQuote).Length % 2 == 0;
        }

        if (isText)
            throw new InvalidOperationException($"{file}: a raw string seems not to end.");
    }

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*///?\s*(<[^>]*>)*\s*(What|Who|Whoever|Of)\b")]
    private static partial Regex Riddle();

    [GeneratedRegex("\"[^\"]*(?<![Tt]here )\\bis no \\w+[^\"]*\"")]
    private static partial Regex IsNo();

    [GeneratedRegex(
        @"\[(?:Fact|Theory|Property|Requiring\w+)\b[^\n]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?\w[\w<>?, ]* (?<name>\w+)\(",
        RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
