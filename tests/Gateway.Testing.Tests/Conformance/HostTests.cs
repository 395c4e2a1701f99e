using Xunit.Abstractions;

namespace Gateway.Testing.Tests.Conformance;

/// <summary>The suite on one host.</summary>
public abstract class HostTests<THost>(ITestOutputHelper output)
    where THost : ISuiteHost
{
#pragma warning disable CA1000 // xunit finds the data by name.
    public static TheoryData<string> Cases => [.. ConformanceSuite.CasesFor(THost.Capabilities).Select(testCase => testCase.Id)];
#pragma warning restore CA1000

    [Theory, MemberData(nameof(Cases))]
    public Task Keeps(string testCase) => ConformanceSuite.RunAsync(ConformanceSuite.Find(testCase), THost.Create());

    [Fact]
    public void Runs_most_of_the_suite()
    {
        var count = ConformanceSuite.CasesFor(THost.Capabilities).Count();
        output.WriteLine($"{GetType().Name}: {count} of {ConformanceSuite.Cases.Count} cases");
        count.ShouldBeGreaterThan(ConformanceSuite.Cases.Count * 3 / 4);
    }
}
