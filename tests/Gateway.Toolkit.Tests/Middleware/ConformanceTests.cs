using Gateway.Testing.Conformance;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Toolkit.Tests;

/// <summary>The whole suite through every middleware: whatever an app may do, it may do behind each of them.</summary>
public class ConformanceTests
{
    private static readonly Dictionary<string, Func<Toolkit.Middleware>> All = new(StringComparer.Ordinal)
    {
        ["RequestId"] = () => new RequestId(),
        ["MaxBody"] = () => new MaxBody(100_000_000),
        ["RewindableInput"] = () => new RewindableInput(options => options.MaxBytes = 100_000_000),
        ["ProxyFix"] = () => new ProxyFix(options => options.Headers = (ProxyHeaders)31),
        ["ErrorPages"] = () => new ErrorPages(),
        ["Sessions in cookies"] = () => new Sessions(new CookieSigner(new byte[CookieSigner.MinKeyLength])),
        ["Sessions in a cache"] = () => new Sessions(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))),
        ["AccessLog"] = () => new AccessLog(TextWriter.Null),
    };

    public static IEnumerable<object[]> Cases =>
        from middleware in All.Keys
        from testCase in ConformanceSuite.CasesFor(InMemoryConformanceHost.Capabilities)
        where !IsMeantToDiffer(middleware, testCase.Id)
        select new object[] { middleware, testCase.Id };

    // The linter stands on both sides of the middleware, but for apps that break the contract on purpose.
    [Theory, MemberData(nameof(Cases))]
    public Task The_suite_passes_through(string middleware, string testCase)
    {
        var found = ConformanceSuite.Find(testCase);
        return ConformanceSuite.RunAsync(
            found, new MiddlewareHost(All[middleware](), isLinted: !found.Needs.HasFlag(HostCapabilities.Unlinted)));
    }

    private static bool IsMeantToDiffer(string middleware, string testCase) => (middleware, testCase.Split('/')[0]) switch
    {
        // Forwarded headers change nothing by themselves: this is what makes them.
        ("ProxyFix", "header-forwarded") => true,
        // A failure that has been answered is none any more.
        ("ErrorPages", "finished-failed") => true,
        _ => false,
    };
}
