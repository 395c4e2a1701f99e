using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>docs/stress.md is what tests/stress/run has written last.</summary>
public sealed partial class StressPageTests
{
    private static readonly string Page = Repository.Read("docs/stress.md");

    [Fact]
    public void Every_scenario_of_the_script_has_its_row_and_held_what_it_promises()
    {
        var scenarios = Repository.Read("tests/stress/scenarios.py");
        var promises = Scenario().Matches(scenarios)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["promise"].Value);
        var names = Name().Matches(All().Match(scenarios).Groups["names"].Value).Select(match => match.Value).ToList();

        names.Count.ShouldBeGreaterThanOrEqualTo(9);
        foreach (var name in names)
            Page.ShouldContain($"| {promises[name]} | yes | ");
        Row().Count(Page).ShouldBe(names.Count);
    }

    [Fact]
    public void Every_chart_of_the_page_is_there()
    {
        var charts = Chart().Matches(Page).Select(match => match.Groups["path"].Value).ToList();

        charts.Count.ShouldBeGreaterThanOrEqualTo(3);
        charts.Where(path => !Repository.Read($"docs/{path}").StartsWith("<svg ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(
        "^def (?<name>\\w+)\\(settings\\):\n    \"\"\"(?<promise>.*)\"\"\"$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Scenario();

    [GeneratedRegex(@"^ALL = \[(?<names>[^\]]*)\]", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex All();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| .* \| yes \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"!\[[^\]]*\]\((?<path>stress/[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Chart();
}
