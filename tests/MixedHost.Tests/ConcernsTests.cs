using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.AspNetCore.Tests.Hosting;

namespace MixedHost.Tests;

/// <summary>docs/concerns.md names a test for each concern. The tests it names exist.</summary>
public sealed partial class ConcernsTests
{
    private static readonly string[] Concerns =
    [
        "thread pool", "non-blocking", "routing", "special headers", "keep-alive", "buffering", "network issues", "static files",
        "caching", "middleware", "SSL", "stability", "proxies", "expiration", "range requests",
    ];

    private static readonly string[] Parts = ["Kestrel", "ASP.NET Core in front", "adapter", "toolkit", "app"];

    [Fact]
    public void Each_concern_has_its_row() => Rows().Select(row => row.Concern).ShouldBe(Concerns);

    [Fact]
    public void Each_row_says_who_does_it() =>
        Rows().ShouldAllBe(row => row.Who.Length > 0 && row.Who.All(Parts.Contains));

    [Fact]
    public void Each_row_names_tests_that_exist()
    {
        var tests = new[] { typeof(ConcernsTests).Assembly, typeof(MiddlewareInFrontTests).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type =>
                type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();

        Rows().ShouldAllBe(row => row.Tests.Length > 0);
        Rows().SelectMany(row => row.Tests).Where(test => !tests.Contains(test)).ShouldBeEmpty();
    }

    private static List<(string Concern, string[] Who, string[] Tests)> Rows() =>
    [
        .. Repository.Read("docs/concerns.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Skip(1)
            .Select(cells => (cells[1], cells[2].Split(", "), Code().Matches(cells[4]).Select(match => match.Groups[1].Value).ToArray())),
    ];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
