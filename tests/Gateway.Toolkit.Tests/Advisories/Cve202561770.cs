using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-61770",
    "rack",
    "Bytes in front of the first boundary of a multipart body are kept in memory without a limit.",
    "A long preamble is refused.")]
public sealed class Cve202561770
{
    [Fact]
    public async Task A_long_preamble_is_refused()
    {
        var limits = new RequestLimits { MaxMultipartLength = 100_000 };
        var body = new string('x', 1_000_000) + "\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--";

        await Make.ShouldBeRefusedBothWaysAsync(
            400, () => Make.Post("multipart/form-data; boundary=b", body, limits),
            request => request.ReadForm(),
            async request => await request.ReadFormAsync());
    }
}
