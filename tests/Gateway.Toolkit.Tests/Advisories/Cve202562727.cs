using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-62727",
    "Starlette",
    "A Range header with many ranges is merged in quadratic time.",
    "The number of ranges is limited by their work: the whole file is sent instead.")]
public sealed class Cve202562727 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_work_for_ranges_grows_with_their_number()
    {
        var path = _folder.Write("a.txt", new string('x', 100_000));
        var few = await AllocatedAsync(path, 200);
        var many = await AllocatedAsync(path, 1600);

        ((double)many / few).ShouldBeLessThan(16); // Eight times as many: quadratic work would be 64.
    }

    private static async Task<long> AllocatedAsync(string path, int count)
    {
        var client = new GatewayClient(Response.File(path));
        var ranges = "bytes=" + string.Join(',', Enumerable.Range(0, count).Select(index => $"{index * 3}-{(index * 3) + 1}"));
        await client.Get("/", ("Range", ranges));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await client.Get("/", ("Range", ranges));
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
