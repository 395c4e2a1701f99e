using Gateway.Testing.Conformance;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.Cgi.Tests.Conformance;

/// <summary>The public suite on the CGI host.</summary>
public sealed class SuiteTests : IClassFixture<SuiteTests.Report>
{
    /// <summary>Cases that say something CGI is not, each shown by a test of this project to be otherwise.</summary>
    private static readonly Dictionary<string, string> NotOfCgi = new(StringComparer.Ordinal)
    {
        ["environ-gateway-keys"] =
            "wsgi.multithread is false and wsgi.run_once is true: a process serves one request (RequestEnvironTests)",
        ["header-raw"] = "the web server keeps the headers to itself, and gateway.raw_headers is absent (RequestEnvironTests)",
    };

    public static TheoryData<string> Cases => [.. Applicable().Select(testCase => testCase.Id)];

    [Theory, MemberData(nameof(Cases))]
    public Task The_host_keeps_the_rule(string testCase) =>
        ConformanceSuite.RunAsync(ConformanceSuite.Find(testCase), new CgiConformanceHost());

    [Fact]
    public void Most_of_the_suite_is_run() => Applicable().Count().ShouldBeGreaterThan(ConformanceSuite.Cases.Count * 3 / 4);

    [Fact]
    public void Every_case_left_out_is_one_of_the_suite() =>
        NotOfCgi.Keys.ShouldAllBe(id => ConformanceSuite.Cases.Any(testCase => NameOf(testCase) == id));

    private static IEnumerable<ConformanceCase> Applicable() =>
        ConformanceSuite.CasesFor(CgiConformanceHost.Capabilities).Where(testCase => !NotOfCgi.ContainsKey(NameOf(testCase)));

    private static string NameOf(ConformanceCase testCase) => testCase.Id.Split('/')[0];

    /// <summary>Says how many cases are run, where whoever runs the tests can see it (xunit.runner.json lets it through).</summary>
    public sealed class Report
    {
        public Report(IMessageSink messages)
        {
            ArgumentNullException.ThrowIfNull(messages);
            messages.OnMessage(new DiagnosticMessage($"Cgi: {Applicable().Count()} of {ConformanceSuite.Cases.Count} cases"));
        }
    }
}
