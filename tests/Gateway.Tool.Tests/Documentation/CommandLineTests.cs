using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Gateway.Tool.Commands;

namespace Gateway.Tool.Tests.Documentation;

/// <summary>Command lines of the tool on every page.</summary>
public sealed partial class CommandLineTests
{
    public static TheoryData<string> Pages() =>
    [
        .. Repository.Files("docs", "*.md").Concat(Repository.Files("src", "README.md")).Append("README.md")
            .Where(page => Lines(page).Any()),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_tool_understands_each_command_line_of_the_page(string page)
    {
        var command = GatewayCommand.Create(new ToolConsole());

        foreach (var line in Lines(page))
            command.Parse([.. CommandLineParser.SplitCommandLine(line)]).Errors.Select(error => error.Message).ShouldBeEmpty(line);
    }

    [Fact]
    public void The_page_on_tls_has_command_lines() => Lines("docs/tls.md").Count().ShouldBeGreaterThanOrEqualTo(3);

    // Without the name of the tool, the comments of the shell and its joined lines.
    private static IEnumerable<string> Lines(string page) =>
        from block in MarkdownPage.Read(page).Blocks("sh")
        from line in Joined().Replace(block, " ").Split('\n')
        where line.StartsWith("gateway ", StringComparison.Ordinal)
        select Comment().Replace(line["gateway ".Length..], "");

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Joined();

    [GeneratedRegex(" +#.*")]
    private static partial Regex Comment();
}
