using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>Every log message that an operator is to act on has an id, which docs/log-messages.md explains.</summary>
public sealed partial class LogMessagesTests
{
    // Its message is a line of the app.
    private const string LineOfTheApp = "GW0008";

    [Fact]
    public void Every_declaration_is_understood_by_this_test()
    {
        var sources = Sources().ToList();

        sources.Sum(source => Attribute().Count(source)).ShouldBe(Messages().Count);
        Messages().Count(message => message.IsSevere).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Warnings_and_errors_begin_with_their_id() =>
        Messages().Where(message => message.IsSevere && message.Id != LineOfTheApp)
            .Where(message => !message.Text.StartsWith($"{message.Id}: ", StringComparison.Ordinal))
            .Select(message => message.Text).ShouldBeEmpty();

    [Fact]
    public void No_id_is_used_twice() =>
        Messages().Where(message => message.IsSevere).GroupBy(message => message.Id).Where(group => group.Count() > 1)
            .Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void The_page_explains_each_message_and_no_other()
    {
        var page = Repository.Read("docs/log-messages.md");

        Heading().Matches(page).Select(heading => heading.Groups[1].Value)
            .ShouldBe(Messages().Where(message => message.IsSevere).Select(message => message.Id).Order());
        foreach (var section in Heading().Split(page).Skip(2).Where((_, index) => index % 2 == 0))
        {
            foreach (var part in (string[])["**Cause.**", "**Result.**", "**What to do.**"])
                section.ShouldContain(part);
        }
    }

    private static List<Message> Messages() =>
        [.. Sources().SelectMany(source => Declaration().Matches(source)).Select(match => new Message(
            $"GW{int.Parse(match.Groups[1].Value, null):0000}", match.Groups[2].Value, match.Groups[3].Value))];

    private static IEnumerable<string> Sources() => Repository.Files("src", "*.cs").Select(Repository.Read);

    private sealed record Message(string Id, string Level, string Text)
    {
        public bool IsSevere => Level is "Warning" or "Error" or "Critical";
    }

    [GeneratedRegex(@"\[LoggerMessage\(")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+),\s*LogLevel\.(\w+),\s*""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^## (GW\d{4})\b", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
