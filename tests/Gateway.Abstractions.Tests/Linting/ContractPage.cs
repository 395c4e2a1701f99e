using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace Gateway.Linting;

/// <summary>Writes docs/contract.md out of the linter's rules and the documentation of <see cref="EnvironKeys"/>.</summary>
internal static partial class ContractPage
{
    public const string Command =
        "GATEWAY_UPDATE_DOCS=1 dotnet test tests/Gateway.Abstractions.Tests --filter The_contract_page_is_up_to_date";

    private static readonly string[] Sections =
        ["The call", "start_response", "write", "Length", "Enumeration", "Closing and the end", "Bodies a host knows", "Input and errors",
            "The environ"];

    public static readonly string FilePath = Repository.PathOf("docs/contract.md");

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append($"""
            <!-- Generated from the rules beside the checks in src/Gateway.Abstractions/Linting and from EnvironKeys.cs. Do not edit; change those and run:
                 {Command} -->

            # The contract

            Gateway is [PEP 3333](https://peps.python.org/pep-3333/) carried over to .NET: an app is a function of an environ and a start_response, and returns blocks of bytes.
            This page is what a host owes to an app and an app to a host. Each rule is written down beside the code that checks it, and `Lint.Check` checks them all:

            ```csharp
            GatewayApp checkedApp = app.Use(Lint.Check);
            new GatewayPipeline().Use(Lint.Check).Use(middleware).Use(Lint.Check).Run(app);
            ```

            A broken rule throws a `LintException` that names the rule, the side that broke it and the app or middleware, and is written to `wsgi.errors`. What a rule marked *should* says
            is only warned of on `wsgi.errors`, once per response. To an app, middleware is a host; to a host, it is an app: **host** in the tables is whatever calls.
            `GatewayServer` has the linter on in Development, around the whole app.


            """.ReplaceLineEndings("\n"));

        foreach (var section in Sections)
        {
            page.Append($"## {section}\n\n| Rule | Binds | What | Enforces |\n|---|---|---|---|\n");
            foreach (var rule in LintSources.Rules.Where(rule => rule.Section == section))
                page.Append(
                    $"| `{rule.Id}` | {(rule.Side == "types" ? "by type" : rule.Side)}{(rule.IsAdvice ? " (should)" : "")} "
                        + $"| {rule.Sentence.Replace("|", "\\|", StringComparison.Ordinal)} | {rule.Requirements} |\n");
            page.Append('\n');
        }

        page.Append(
            "## Environ keys\n\nA key that is not known for a request is absent, never null.\n\n| Key | Type | Meaning |\n|---|---|---|\n");
        foreach (var (name, key, meaning) in Keys())
            page.Append(
                $"| `{key}{(key == EnvironKeys.HeaderPrefix ? "*" : "")}` | `{LintSources.Types.GetValueOrDefault(name, "string")}` "
                    + $"| {meaning} |\n");

        page.Append("\n## Deviations from PEP 3333\n\n");
        foreach (var deviation in LintSources.Deviations)
            page.Append($"- {deviation}\n");
        return page.ToString();
    }

    public static IReadOnlyList<string> KnownSections => Sections;

    private static IEnumerable<(string Name, string Key, string Meaning)> Keys()
    {
        var source = File.ReadAllText(Repository.PathOf("src/Gateway.Abstractions/Environs/EnvironKeys.cs")).ReplaceLineEndings("\n");
        var entries = Constant().Matches(source)
            .Select(match => (match.Groups["name"].Value, match.Groups["key"].Value, match.Groups["summary"].Value)).ToList();
        var keys = entries.ToDictionary(entry => entry.Item1, entry => entry.Item2);
        foreach (var (name, key, summary) in entries)
        {
            var text = SummaryBreak().Replace(summary, " ");
            text = Reference()
                .Replace(text, match => $"`{keys.GetValueOrDefault(match.Groups["to"].Value, Shown(match.Groups["to"].Value))}`");
            yield return (name, key, HttpUtility.HtmlDecode(
                text.Replace("<c>", "`", StringComparison.Ordinal).Replace("</c>", "`", StringComparison.Ordinal))
                .Replace("|", "\\|", StringComparison.Ordinal));
        }
    }

    private static string Shown(string reference) => reference == "Body.Stream" ? "Body.Stream" : reference.Split('.')[^1];

    [GeneratedRegex("""/// <summary>(?<summary>(?:(?!</summary>).)*)</summary>\n    public const string (?<name>\w+) = "(?<key>[^"]+)";""",
        RegexOptions.Singleline)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\s*\n\s*///\s*")]
    private static partial Regex SummaryBreak();

    [GeneratedRegex("""<see (?:cref|langword)="(?<to>[^"]+)"/>""")]
    private static partial Regex Reference();
}
