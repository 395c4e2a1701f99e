using Gateway.Testing.Conformance;

namespace Gateway.Python.Tests.Conformance;

/// <summary>The public conformance suite through a Python worker: the app of each case is acted out in Python.</summary>
[Requires(Support.Python.Program)]
public sealed class ConformanceTests(StagedWorker worker) : IClassFixture<StagedWorker>
{
    public static TheoryData<string> Cases =>
        [.. Expressible(PythonConformanceHost.Capabilities).Select(testCase => testCase.Id)];

    [RequiringTheory]
    [MemberData(nameof(Cases))]
    public Task A_worker_keeps_the_rule(string testCase) =>
        ConformanceSuite.RunAsync(ConformanceSuite.Find(testCase), new PythonConformanceHost(worker.For(testCase)));

    [Fact]
    public void Most_of_the_suite_can_be_acted_out_in_python() => Cases.Count.ShouldBeGreaterThan(ConformanceSuite.Cases.Count * 3 / 4);

    [Fact]
    public void Every_case_that_is_left_out_exists() =>
        NotInPython.Reasons.Keys.ShouldAllBe(id =>
            ConformanceSuite.Cases.Any(testCase => testCase.Id.StartsWith(id, StringComparison.Ordinal)));

    private static IEnumerable<ConformanceCase> Expressible(HostCapabilities capabilities) =>
        ConformanceSuite.CasesFor(capabilities).Where(testCase =>
            !NotInPython.Reasons.Keys.Any(id => testCase.Id.StartsWith(id, StringComparison.Ordinal)));
}
