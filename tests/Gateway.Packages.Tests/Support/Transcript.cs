using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Packages.Tests.Support;

/// <summary>Makes <c>docs/transcript.md</c>, without what differs from run to run.</summary>
internal sealed partial class Transcript(string root)
{
    private const string Fence = "```";

    private readonly StringBuilder _page = new($"""
        # The README, typed

        A test types every command of the [README](../README.md) in the root of a new clone, in order, and writes down what it prints.
        It fails if a command fails, if one prints something other than the README says, if a server does not end with 0, or if
        `git status` then names a file. After a change run

        {Fence}sh
        {Command}
        {Fence}

        The clone is `~/gateway` here. Left out are lines in which a build tells its progress; times stand as `<time>`.
        The servers listen at free ports while the test runs, and here at those that the README names.

        """);

    private string _section = "";

    /// <summary>The command that writes the page.</summary>
    public const string Command =
        "GATEWAY_UPDATE_DOCS=1 dotnet test tests/Gateway.Packages.Tests --filter Every_command_of_the_readme_works";

    /// <summary>The page so far. Commands that follow one another share a block.</summary>
    public string Page => _page.ToString().Replace($"{Fence}\n\n{Fence}console\n", "", StringComparison.Ordinal);

    /// <summary>Adds a command and what it printed, with the addresses that the README names in place of the real ones.</summary>
    public void Add(ShellExample example, IEnumerable<string> lines, IEnumerable<(string Named, Uri Real)> addresses)
    {
        var printed = lines.Select(line => Stable(line, addresses)).Where(line => !Progress().IsMatch(line)).ToList();
        Head(example);
        _page.Append(Fence).Append("console\n$ ").Append(example.Command).Append('\n');
        foreach (var line in printed[..(printed.FindLastIndex(line => line.Length > 0) + 1)])
            _page.Append(line).Append('\n');
        _page.Append(Fence).Append('\n');
    }

    /// <summary>Adds a command that was not typed.</summary>
    public void AddUntyped(ShellExample example, string reason)
    {
        Head(example);
        _page.Append($"`{example.Command}` is not typed here: {reason}\n");
    }

    private void Head(ShellExample example)
    {
        if (example.Section != _section)
            _page.Append($"\n## {_section = example.Section}\n");
        _page.Append('\n');
    }

    private string Stable(string line, IEnumerable<(string Named, Uri Real)> addresses)
    {
        line = line.Replace(root, "~/gateway", StringComparison.Ordinal);
        foreach (var (named, real) in addresses)
            line = line.Replace(real.GetLeftPart(UriPartial.Authority), named, StringComparison.Ordinal);
        return Time().Replace(line, "<time>").TrimEnd();
    }

    // In the version of a package, and the seconds that something took.
    [GeneratedRegex(@"(?<=\b0\.1\.0-dev\.)\d{14}|(?<= in )\d+\.\d s$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\s+(Determining projects to restore|Restored |\d+ of \d+ projects|All projects are|\S+ -> )")]
    private static partial Regex Progress();
}
