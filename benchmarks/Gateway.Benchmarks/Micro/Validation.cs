using BenchmarkDotNet.Attributes;

namespace Gateway.Benchmarks.Micro;

/// <summary>The rules that status and headers are held to.</summary>
public class Validation
{
    private readonly (string Name, string Value)[] _two = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "13")];

    private readonly (string Name, string Value)[] _ten =
    [
        ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "5120"), ("Cache-Control", "no-store, max-age=0"),
        ("ETag", "\"0123456789abcdef\""), ("Vary", "Accept-Encoding, Cookie"),
        ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"), ("Set-Cookie", "session=0123456789abcdef; Path=/; HttpOnly; SameSite=Lax"),
        ("X-Frame-Options", "DENY"),
        ("Strict-Transport-Security", "max-age=31536000"), ("Content-Security-Policy", "default-src 'self'"),
    ];

    [Benchmark(Description = "status")]
    public int Status() => ResponseValidator.ValidateStatus("404 Not Found");

    [Benchmark(Description = "one header")]
    public void OneHeader() => ResponseValidator.ValidateHeader("Content-Type", "text/plain; charset=utf-8");

    [Benchmark(Description = "2 headers")]
    public long? TwoHeaders() => ResponseValidator.ValidateHeaders(_two);

    [Benchmark(Description = "10 headers")]
    public long? TenHeaders() => ResponseValidator.ValidateHeaders(_ten);
}
