namespace Gateway.Testing.Tests.Conformance;

/// <summary>The suite on one host.</summary>
public abstract class HostTests<THost> : IClassFixture<SuiteReport<THost>>
    where THost : ISuiteHost
{
#pragma warning disable CA1000 // xunit finds the data by name.
    public static TheoryData<string> Cases => [.. ConformanceSuite.CasesFor(THost.Capabilities).Select(testCase => testCase.Id)];
#pragma warning restore CA1000

    [Theory, MemberData(nameof(Cases))]
    public Task The_host_keeps_the_rule(string testCase) => ConformanceSuite.RunAsync(ConformanceSuite.Find(testCase), THost.Create());

    [Fact]
    public void Most_of_the_suite_is_run() =>
        ConformanceSuite.CasesFor(THost.Capabilities).Count().ShouldBeGreaterThan(ConformanceSuite.Cases.Count * 3 / 4);
}
