namespace Gateway.Testing.Tests.Coverage;

public class RequirementCoverageTests
{
    public static TheoryData<string> Requirements => [.. Lines().Select(line => line.Split(' ')[0])];

    public static TheoryData<string> Mapped => [.. RequirementCoverage.Tests.Keys];

    [Theory, MemberData(nameof(Requirements))]
    public void Every_requirement_has_a_case_or_a_test(string id) =>
        (RequirementCoverage.Tests.ContainsKey(id) || ConformanceSuite.Cases.Any(testCase => testCase.Requirements.Contains(id))).ShouldBeTrue();

    [Theory, MemberData(nameof(Mapped))]
    public void A_test_that_stands_for_a_requirement_exists(string id)
    {
        var (file, test) = RequirementCoverage.Tests[id];
        File.ReadAllText(Path.Combine(TestsFolder(), file)).ShouldContain($" {test}(");
    }

    [Fact]
    public void Cases_name_only_requirements_that_exist()
    {
        var known = Lines().Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var unknown = ConformanceSuite.Cases.SelectMany(testCase => testCase.Requirements).Where(id => id[1] == '-' && !known.Contains(id));
        unknown.ShouldBeEmpty();
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(RequirementCoverageTests).Assembly.GetManifestResourceStream("requirements.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string TestsFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Gateway.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "tests");
    }
}
