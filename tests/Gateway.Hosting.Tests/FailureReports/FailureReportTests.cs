using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Hosting.Tests.FailureReports;

/// <summary>The report of a failure that a developer sees, in each of its forms.</summary>
public sealed partial class FailureReportTests
{
    [Fact]
    public void The_innermost_frame_of_the_app_shows_its_source_and_frames_of_the_framework_are_folded()
    {
        var html = Report().ToHtml();

        html.ShouldContain("<h1>System.FormatException</h1>");
        html.ShouldMatch("""<details class="dim"><summary>\d+ framework frames?</summary><ol>""");
        OpenFrame().Count(html).ShouldBe(1);
        OpenFrame().Match(html).Groups[1].Value.ShouldBe("Gateway.Hosting.Tests.FailureReports.FailureReportTests.Parse");
        html.ShouldContain("<mark>    private static int Parse(string text) =&gt; int.Parse(text); // fails here</mark>");
    }

    [Fact]
    public void A_screen_of_any_width_shows_the_page_without_scrolling_sideways()
    {
        var html = Report().ToHtml();

        html.ShouldContain("""<meta name="viewport" content="width=device-width, initial-scale=1">""");
        html.ShouldContain("overflow-wrap: anywhere");
        html.ShouldNotContain("overflow-x");
        html.ShouldNotContain("<table");
    }

    [Fact]
    public void The_policy_of_the_headers_allows_the_style_of_the_page_and_nothing_else()
    {
        var style = Style().Match(Report().ToHtml()).Groups[1].Value;

        var policy = FailureReport.Headers.Single(header => header.Name == "Content-Security-Policy").Value;

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        policy.ShouldStartWith($"default-src 'none'; style-src 'sha256-{hash}'");
        ProblemPage.SecurityPolicy.ShouldBe(policy);
    }

    [Fact]
    public void Only_what_is_known_has_a_section()
    {
        var failure = Failure();

        new FailureReport(failure, "GET /").ToHtml().ShouldNotContain("<h2>Environ</h2>");
        var whole = new FailureReport(failure, "GET /")
        {
            Environ = Environ.ForRequest("GET", "/where"),
            App = new Link(new Link(App).Call).Call,
            Outer = ["Outermost"],
        }.ToHtml();

        whole.ShouldContain("<dt>PATH_INFO</dt><dd>/where</dd>");
        whole.ShouldContain("<ol><li>Outermost</li><li>Linked</li><li>Linked</li><li>FailureReportTests.App</li></ol>");
    }

    [Fact]
    public void Every_cause_is_shown_once()
    {
        var error = new AggregateException(new TimeoutException("one"), new InvalidOperationException("two", new IOException("three")));

        var html = new FailureReport(error, "GET /").ToHtml();

        html.ShouldContain("<h1>System.TimeoutException</h1>");
        html.ShouldContain("<h1>System.IO.IOException</h1>");
        Heading().Count(html).ShouldBe(4);
    }

    [Fact]
    public void The_other_forms_carry_the_trace()
    {
        var report = Report();

        report.ToText().ShouldContain("FormatException");
        var problem = JsonDocument.Parse(report.ToProblemJson()).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(500);
        problem.GetProperty("exception").GetString().ShouldBe("System.FormatException");
        problem.GetProperty("trace").EnumerateArray().ShouldContain(line => line.GetString()!.Contains("FailureReportTests.Parse"));
    }

    [Fact]
    public void A_small_page_encodes_what_it_is_told()
    {
        var html = ProblemPage.Render(404, "Not <Found>", "a & b");

        html.ShouldContain("<h1>404 Not &lt;Found&gt;</h1>");
        html.ShouldContain("a &amp; b");
        ProblemPage.Render(404, "Not Found", null).ShouldNotContain("<p");
    }

    private static FailureReport Report() => new(Failure(), "GET /");

    private static Exception Failure() => Should.Throw<FormatException>(() => _ = new[] { "x" }.Select(Parse).ToList());

    private static int Parse(string text) => int.Parse(text); // fails here

    private static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse) => Body.Empty;

    private sealed class Link(GatewayApp app) : IMiddlewareLink
    {
        public string MiddlewareName => "Linked";

        public Delegate App => app;

        public IEnumerable<ReadOnlyMemory<byte>> Call(Environ environ, StartResponse startResponse) => app(environ, startResponse);
    }

    [GeneratedRegex("<details open><summary>([^ ]+) ")]
    private static partial Regex OpenFrame();

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<h1>")]
    private static partial Regex Heading();
}
