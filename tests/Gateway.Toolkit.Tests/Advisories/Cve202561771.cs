using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-61771",
    "rack",
    "Large fields that are not files are kept in memory without a limit.",
    "Fields count against the length that a body in memory may have.")]
public sealed class Cve202561771
{
    [Fact]
    public async Task A_large_field_is_refused()
    {
        var limits = new RequestLimits { MaxBodyLength = 10_000 };
        var body = $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{new string('x', 100_000)}\r\n--b--";

        await Make.ShouldBeRefusedBothWaysAsync(
            413, () => Make.Post("multipart/form-data; boundary=b", body, limits),
            request => request.ReadForm(),
            async request => await request.ReadFormAsync());
    }
}
