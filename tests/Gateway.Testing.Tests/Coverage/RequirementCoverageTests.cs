namespace Gateway.Testing.Tests.Coverage;

public class RequirementCoverageTests
{
    public static TheoryData<string> Requirements => [.. Lines("requirements.txt").Select(line => line.Split(' ')[0])];

    /// <summary>What rival servers got wrong, by group; the server under the host decides some of it alone.</summary>
    public static TheoryData<string> HostCases =>
        [.. Lines("cases.txt").Select(line => line.Split(' ')).Where(line => line[1] == "host").Select(line => line[0])];

    public static TheoryData<string> Mapped => [.. RequirementCoverage.Tests.Keys];

    [Theory, MemberData(nameof(Requirements))]
    public void Every_requirement_has_a_case_or_a_test(string id) => ShouldBeCovered(id);

    [Theory, MemberData(nameof(HostCases))]
    public void Every_case_the_host_decides_has_a_case_or_a_test(string id) => ShouldBeCovered(id);

    private static void ShouldBeCovered(string id) =>
        (RequirementCoverage.Tests.ContainsKey(id) || ConformanceSuite.Cases.Any(testCase => testCase.Requirements.Contains(id)))
            .ShouldBeTrue();

    [Theory, MemberData(nameof(Mapped))]
    public void A_test_that_stands_for_a_requirement_exists(string id)
    {
        var (file, test) = RequirementCoverage.Tests[id];
        Repository.Read($"tests/{file}").ShouldContain($" {test}(");
    }

    [Fact]
    public void Cases_name_only_requirements_that_exist()
    {
        var known = Lines("requirements.txt").Concat(Lines("cases.txt")).Select(line => line.Split(' ')[0])
            .ToHashSet(StringComparer.Ordinal);
        var unknown = ConformanceSuite.Cases.SelectMany(testCase => testCase.Requirements).Where(id => !known.Contains(id));
        unknown.ShouldBeEmpty();
    }

    private static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(typeof(RequirementCoverageTests).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
