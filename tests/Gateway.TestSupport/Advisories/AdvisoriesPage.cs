using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.TestSupport;

/// <summary>Makes <c>docs/advisories.md</c> from the attributes in the sources of all tests, so that one project can write it for
/// all.</summary>
public static partial class AdvisoriesPage
{
    public const string Command =
        "GATEWAY_UPDATE_DOCS=1 dotnet test tests/Gateway.AspNetCore.Tests --filter The_page_of_advisories_is_up_to_date";

    /// <summary>Makes the page.</summary>
    /// <param name="root">The repository's root.</param>
    /// <returns>The text of the page, and how many advisories it lists.</returns>
    public static (string Text, int Count) Make(string root)
    {
        var rows =
            from file in Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            where Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar).Contains("Advisories")
            from Match match in Declaration().Matches(File.ReadAllText(file))
            orderby match.Groups["project"].Value, match.Groups["id"].Value
            select $"| {match.Groups["id"]} | {match.Groups["project"]} | {Text(match, "attack")} | {Text(match, "defence")} "
                + $"| [`{match.Groups["test"]}`](../{Path.GetRelativePath(root, file).Replace('\\', '/')}) |";
        var all = rows.ToList();

        var page = new StringBuilder($"""
            # Advisories of others, tried here

            {all.Count} published advisories about servers and toolkits of this kind, each with the attack in our own bytes as a test.
            This page is made of the tests; after a change run `{Command}`.

            | Advisory | Project | Attack | What Gateway does | Test |
            |---|---|---|---|---|

            """);
        foreach (var row in all)
            page.Append(row).Append('\n');
        return (page.ToString(), all.Count);
    }

    private static string Text(Match match, string group) =>
        match.Groups[group].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(
        """\[Advisory\(\s*"(?<id>[^"]+)",\s*"(?<project>[^"]+)",\s*"(?<attack>(?:[^"\\]|\\.)+)",\s*"(?<defence>(?:[^"\\]|\\.)+"""
            + """)"\s*\)\]\s*(?:\[[^\n]*\]\s*)*public sealed (?:partial )?class (?<test>\w+)""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
