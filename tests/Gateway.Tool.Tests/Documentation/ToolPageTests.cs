using System.CommandLine;
using System.Text.RegularExpressions;
using Gateway.Tool.Commands;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Documentation;

/// <summary>docs/tool.md says what the tool does.</summary>
public sealed partial class ToolPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/tool.md");

    [Fact]
    public void Every_command_and_option_has_its_row_and_no_row_is_too_much()
    {
        foreach (var command in GatewayCommand.Create(new ToolConsole()).Subcommands)
        {
            var rows = Row().Matches(Page.Section($"`gateway {command.Name}").Text)
                .Select(row => (row.Groups[1].Value, row.Groups[2].Value)).ToList();

            rows.ShouldBe(command.Options.Select(option => (Names(option), Default(option))), ignoreOrder: true, command.Name);
        }
    }

    [Fact]
    public void Every_exit_code_has_its_row() =>
        Code().Matches(Page.Section("Exit codes").Text).Select(row => int.Parse(row.Groups[1].Value, null)).ShouldBe(
            [ExitCode.Success, ExitCode.Failure, ExitCode.Usage, ExitCode.App, ExitCode.Listen, ExitCode.Killed(2), ExitCode.Killed(15)]);

    [Fact]
    public async Task The_single_file_and_the_configuration_file_of_the_page_work()
    {
        using var folder = new TempFolder();
        folder.Write("app.cs", Page.Blocks("csharp")[0]);
        folder.Write("gateway.json",
            Page.Blocks("json")[0].Replace("http://localhost:8080", "http://127.0.0.1:0", StringComparison.Ordinal));
        await using var tool = await ToolProcess.ServeAsync([], folder.Path);

        (await Http.GetAsync(tool.Url(), "/shop/cart")).ShouldBe("200 You asked for /cart\n");
    }

    private static string Names(Option option) =>
        string.Join("`, `", option.Aliases.Prepend(option.Name)
            .Select(name => option.HelpName is null ? name : $"{name} {option.HelpName.ToUpperInvariant()}"));

    private static string Default(Option option) => option.HasDefaultValue && option.GetDefaultValue() is { } value and not false
        ? Convert.ToString(value, null)! : "";

    // | `--queue N` | 1000 | What it does. |
    [GeneratedRegex(@"^\| `(-.*?)` \| (.*?) ?\| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Code();
}
