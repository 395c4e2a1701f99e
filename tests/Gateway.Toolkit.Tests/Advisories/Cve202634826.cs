using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34826",
    "rack",
    "Many overlapping ranges make a small request into a response many times the size of the file.",
    "Overlapping ranges are joined or ignored: the response never exceeds the file by more than its part headers.")]
public sealed class Cve202634826 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task Overlapping_ranges_never_multiply_a_file(int count)
    {
        var path = _folder.Write("a.txt", new string('x', 10_000));
        var ranges = "bytes=" + string.Join(',', Enumerable.Repeat("0-", count));

        var response = await new GatewayClient(Response.File(path)).Get("/", ("Range", ranges));

        response.StatusCode.ShouldBeOneOf(200, 206, 416);
        response.Bytes.Length.ShouldBeLessThan(11_000);
    }
}
