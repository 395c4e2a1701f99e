using BenchmarkDotNet.Attributes;

namespace Gateway.Benchmarks.Micro;

/// <summary>Header names to environ keys, and back.</summary>
public class HeaderMapping
{
    [Benchmark(Description = "ForHeader, usual name")]
    public string? Usual() => EnvironKeys.ForHeader("User-Agent");

    [Benchmark(Description = "ForHeader, usual name in lower case")]
    public string? LowerCase() => EnvironKeys.ForHeader("user-agent");

    [Benchmark(Description = "ForHeader, name of one's own")]
    public string? Unusual() => EnvironKeys.ForHeader("X-Tenant-Name");

    [Benchmark(Description = "HeaderOf, usual key")]
    public string? UsualKey() => EnvironKeys.HeaderOf("HTTP_USER_AGENT");

    [Benchmark(Description = "HeaderOf, key of one's own")]
    public string? UnusualKey() => EnvironKeys.HeaderOf("HTTP_X_TENANT_NAME");
}
