using Gateway.TestSupport;
using System.Text;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34829",
    "rack",
    "A multipart body without a Content-Length passes every limit.",
    "The limits count bytes as they are read.")]
public sealed class Cve202634829
{
    [Fact]
    public void A_multipart_body_without_a_length_is_limited_too()
    {
        var limits = new RequestLimits { MaxMultipartLength = 10_000, MaxBodyLength = 10_000 };
        var body = $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n{new string('x', 1_000_000)}\r\n--b--";

        Make.ShouldBeRefused(
            413,
            () => Make.Chunked("multipart/form-data; boundary=b", new MemoryStream(Encoding.ASCII.GetBytes(body)), limits).ReadForm());
    }
}
