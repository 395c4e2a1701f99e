using System.Text.RegularExpressions;

namespace Gateway.TestSupport;

/// <summary>A command that a page shows, and what the page says that it prints.</summary>
/// <param name="Section">The heading of the second level above it; empty before the first.</param>
/// <param name="Command">The command, as a reader types it.</param>
/// <param name="Output">What it prints; null where the page does not say.</param>
public sealed partial record ShellExample(string Section, string Command, string? Output)
{
    private const string Prompt = "$ ";

    /// <summary>
    /// Reads the commands of a markdown text, in order. In a block of <c>sh</c> each line is a command; in one of <c>console</c>, commands
    /// follow a <c>$</c> and precede their output. In a sentence, <c>`command` prints `output`</c> and <c>`command` listens at</c> count.
    /// </summary>
    public static IReadOnlyList<ShellExample> Parse(string markdown)
    {
        var examples = new List<ShellExample>();
        var section = "";
        foreach (Match match in Part().Matches(markdown.ReplaceLineEndings("\n")))
        {
            if (match.Groups["heading"].Success)
                section = match.Groups["heading"].Value;
            else if (match.Groups["sh"].Success)
                examples.AddRange(Commands(match.Groups["sh"].Value).Select(command => new ShellExample(section, command, null)));
            else if (match.Groups["console"].Success)
                examples.AddRange(Console(match.Groups["console"].Value, section));
            else if (match.Groups["command"].Success)
                examples.Add(new(section, match.Groups["command"].Value,
                    match.Groups["output"] is { Success: true, Value: var text } ? text + "\n" : null));
        }

        return examples;
    }

    private static IEnumerable<string> Commands(string block) =>
        OneCommand().Matches(block).Select(match => match.Value.TrimEnd('\n')).Where(command => !command.StartsWith('#'));

    private static IEnumerable<ShellExample> Console(string block, string section) =>
        from part in ("\n" + block).Split("\n" + Prompt).Skip(1)
        let text = part.EndsWith('\n') ? part : part + "\n"
        let command = OneCommand().Match(text).Value
        select new ShellExample(section, command.TrimEnd('\n'), text[command.Length..]);

    // Other blocks are matched as well, so that nothing in them is taken for a heading or a sentence.
    [GeneratedRegex(
        """
        ^\#\#\ (?<heading>[^\n]+)$
        | ^```sh\n(?<sh>.*?)^```
        | ^```console\n(?<console>.*?)^```
        | ^```.*?^```
        | `(?<command>[^`\n]+)`\ (prints\ `(?<output>[^`\n]+)`|listens\ at\b)
        """,
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Part();

    // A line with those that a backslash continues, or with its here document.
    [GeneratedRegex(
        @"\G([^\n]*<<'(?<end>\w+)'\n.*?\n\k<end>\n|([^\n]*\\\n)*[^\n]+\n)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex OneCommand();
}
