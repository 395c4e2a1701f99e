using System.Text.RegularExpressions;

namespace Gateway.Linting;

/// <summary>The linter's own sources, read as data: <c>//##</c> is a heading, <c>//#</c> a rule beside its check, <c>//-</c> a point of a
/// list.</summary>
internal static partial class LintSources
{
    private static readonly string[] Lines =
        [.. Directory.GetFiles(Repository.PathOf("src/Gateway.Abstractions/Linting"), "*.cs").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllLines)];

    public static IReadOnlyList<LintRule> Rules { get; } = [.. ReadRules()];

    /// <summary>The published deviations.</summary>
    public static IReadOnlyList<string> Deviations { get; } =
        [.. Lines.Select(line => line.Trim()).Where(line => line.StartsWith("//- ", StringComparison.Ordinal)).Select(line => line[4..])];

    /// <summary>What the checks report: the rule, and whether it is a warning.</summary>
    public static IReadOnlySet<(string Id, bool IsAdvice)> Reported { get; } =
        Lines.SelectMany(line => Report().Matches(line)).Select(match => (match.Groups["id"].Value, match.Groups["way"].Value == "Advise"))
            .ToHashSet();

    /// <summary>The types under the keys with a dot.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } =
        Lines.Select(line => TypeRow().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups["key"].Value, match => match.Groups["type"].Value);

    private static IEnumerable<LintRule> ReadRules()
    {
        var section = "";
        LintRule? rule = null;
        foreach (var line in Lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("//## ", StringComparison.Ordinal))
            {
                section = line[5..];
            }
            else if (rule is not null && line.StartsWith("//#   ", StringComparison.Ordinal))
            {
                rule = rule with { Sentence = $"{rule.Sentence} {line[6..]}" };
                continue;
            }

            if (rule is not null)
                yield return rule;
            rule = null;
            if (!line.StartsWith("//# ", StringComparison.Ordinal))
                continue;

            var match = RuleLine().Match(line);
            match.Success.ShouldBeTrue(line);
            rule = new LintRule(section, match.Groups["id"].Value, match.Groups["side"].Value, match.Groups["should"].Success,
                match.Groups["requirements"].Value, match.Groups["sentence"].Value);
        }
    }

    [GeneratedRegex(
        @"^//# (?<id>[a-z0-9-]+) \((?<side>host|app|types)(?<should>, should)?; "
            + @"(?<requirements>[WX]-\d+(, [WX]-\d+)*)\) (?<sentence>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex RuleLine();

    [GeneratedRegex(@"(?<way>[Ff]ail|Advise|Validated)\(""(?<id>[a-z0-9-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Report();

    [GeneratedRegex(@"new\(EnvironKeys\.(?<key>\w+), ""(?<type>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeRow();
}
