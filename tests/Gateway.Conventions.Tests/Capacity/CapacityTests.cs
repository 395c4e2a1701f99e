using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests.Capacity;

/// <summary>docs/capacity.md: its tables follow from the numbers on the page, and what it cites stands where it says.</summary>
public sealed class CapacityTests
{
    private const string Page = "docs/capacity.md";

    private const string Command =
        "GATEWAY_UPDATE_DOCS=1 dotnet test tests/Gateway.Conventions.Tests --filter The_tables_of_capacity_follow_from_its_numbers";

    [Fact]
    public void The_tables_of_capacity_follow_from_its_numbers()
    {
        var page = Repository.Read(Page);
        var computed = page;
        foreach (var (name, table) in new CapacityTables(new CapacityNumbers(page)).All())
        {
            var place = new Regex($"(?<=<!-- computed: {name} -->\n)(\\|[^\n]*\n)*");
            place.Count(computed).ShouldBe(1, name);
            computed = place.Replace(computed, table.Replace("$", "$$", StringComparison.Ordinal));
        }

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

    [Theory]
    [InlineData(
        "performance/sockets.md", @"\| sync app, 3 keys \| [\d,]+ \| [\d.]+ \| [^|]+ \| (?<value>[\d.]+) \|", "does nothing costs {0} µs")]
    [InlineData(
        "performance/adapter.md", @"\| sync app, 3 keys \| [\d.]+ \| [\d.]+ \| \+(?<value>[\d.]+) \|", "{0} µs of that are Gateway's")]
    [InlineData("operations.md", @"\| (?<value>\d+) \| 5 s \| 1 s \|", "{0} restarts")]
    public void A_number_of_another_page_stands_there(string page, string pattern, string sentence)
    {
        var value = Regex.Match(Repository.Read($"docs/{page}"), pattern).Groups["value"].Value;

        value.ShouldNotBeEmpty($"{page} has no such row");
        Repository.Read(Page).ShouldContain(string.Format(null, sentence, value));
    }
}
