using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>docs/threat-model.md names tests for each promise. The tests it names exist.</summary>
public sealed partial class ThreatModelTests
{
    [Fact]
    public void Each_promise_names_tests()
    {
        Rows().Count.ShouldBeGreaterThan(20);
        Rows().Where(row => row.Tests.Length == 0 || row.Promise.Length == 0).ShouldBeEmpty();
    }

    [Fact]
    public void Each_test_that_is_named_exists()
    {
        var tests = Tests().ToHashSet();

        Rows().SelectMany(row => row.Tests).Where(test => !tests.Contains(test)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Tests() =>
        from source in Repository.Files("tests", "*Tests.cs").Select(Repository.Read)
        from type in TestClass().Matches(source).Take(1)
        from method in TestMethod().Matches(source)
        select $"{type.Groups[1].Value}.{method.Groups[1].Value}";

    private static List<(string Promise, string[] Tests)> Rows() =>
    [
        .. Repository.Read("docs/threat-model.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Door", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[2], Name().Matches(cells[3]).Select(match => match.Groups[1].Value).ToArray())),
    ];

    [GeneratedRegex(@"class (\w+Tests)\b")]
    private static partial Regex TestClass();

    // A method after an attribute of xUnit, whatever stands between.
    [GeneratedRegex(@"(?:Fact|Theory)(?:(?!\bpublic\b).)*?public (?:async )?(?:Task|void) (\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();

    [GeneratedRegex("`([A-Za-z]+Tests\\.[^`]+)`")]
    private static partial Regex Name();
}
