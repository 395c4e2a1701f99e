namespace Gateway.Conventions.Tests;

/// <summary>The page on performance, which the benchmarks put together.</summary>
public sealed class PerformancePageTests
{
    [Fact]
    public void The_page_begins_with_the_introduction_as_it_is_now() => Repository.Read("docs/performance.md")
        .ShouldStartWith(Repository.Read("docs/performance/introduction.md").TrimEnd(), Case.Sensitive, "Run any part of the benchmarks.");
}
