using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests.Capacity;

/// <summary>docs/capacity.md: its tables follow from the numbers on the page, and what it cites stands where it says.</summary>
public sealed class CapacityTests
{
    private const string Page = "docs/capacity.md";

    private const string Command =
        "GATEWAY_UPDATE_DOCS=1 dotnet test tests/Gateway.Conventions.Tests --filter The_tables_of_capacity_follow_from_its_numbers";

    // A page, the row there with the number, and the place of the number here.
    private static readonly (string Page, string Row, string Place)[] Citations =
    [
        ("docs/performance/sockets.md",
            @"\| sync app, 3 keys \| [\d,]+ \| [\d.]+ \| [^|]+ \| (?<value>[\d.]+) \|", @"(?<=does nothing costs )[\d.]+"),
        ("docs/performance/adapter.md",
            @"\| sync app, 3 keys \| [\d.]+ \| [\d.]+ \| \+(?<value>[\d.]+) \|", @"[\d.]+(?= µs of that are Gateway's)"),
        ("docs/operations.md", @"\| (?<value>\d+) \| 5 s \| 1 s \|", @"\d+(?= restarts of two instances)"),
        ("docs/stress.md", @"\| 10,000 connections [^|]+\| yes \| (?<value>[\d.]+) KiB each", @"(?<=idle connection \| )[\d.]+"),
    ];

    [Fact]
    public void The_tables_of_capacity_follow_from_its_numbers()
    {
        var computed = Cite(Repository.Read(Page));
        foreach (var (name, table) in new CapacityTables(new CapacityNumbers(computed)).All())
            computed = Put(computed, $"(?<=<!-- computed: {name} -->\n)(\\|[^\n]*\n)*", table);

        if (Environment.GetEnvironmentVariable("GATEWAY_UPDATE_DOCS") == "1")
            File.WriteAllText(Repository.PathOf(Page), computed);
        Repository.Read(Page).ShouldBe(computed, $"Run: {Command}");
    }

    [Fact]
    public void The_shares_of_the_mix_are_all_requests()
    {
        var numbers = new CapacityNumbers(Repository.Read(Page));

        ((string[])["read an article", "change an article", "change a session"]).Sum(numbers.Share).ShouldBe(1, 1e-9);
    }

    private static string Cite(string text)
    {
        foreach (var (page, row, place) in Citations)
        {
            var value = Regex.Match(Repository.Read(page), row).Groups["value"].Value;
            value.ShouldNotBeEmpty($"{page} has no row {row}");
            text = Put(text, place, value);
        }

        return text;
    }

    private static string Put(string text, string place, string value)
    {
        Regex.Count(text, place).ShouldBe(1, place);
        return Regex.Replace(text, place, _ => value);
    }
}
