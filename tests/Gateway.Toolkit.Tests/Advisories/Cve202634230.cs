using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34230",
    "rack",
    "Accept headers with many ranges are compared in quadratic time.",
    "The work grows with the length of the header, and headers are short.")]
public sealed class Cve202634230
{
    [Fact]
    public void The_ranges_of_a_header_are_looked_at_a_bounded_number_of_times()
    {
        var few = Allocated(500);
        var many = Allocated(4000);

        ((double)many / few).ShouldBeLessThan(16); // Eight times as many: quadratic work would be 64.
    }

    private static long Allocated(int ranges)
    {
        var accept = string.Join(',', Enumerable.Range(0, ranges).Select(index => $"a/{index};q=0.{index % 10}"));
        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Read() => Make.Get("/", ("HTTP_ACCEPT", accept)).Accepts("text/html", "application/json").ShouldBeNull();
    }
}
