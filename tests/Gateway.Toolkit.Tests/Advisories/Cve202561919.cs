using Gateway.TestSupport;
using System.Text;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-61919",
    "rack",
    "The body of a form is read into memory without a limit.",
    "A form in memory is limited, whether its length is declared or not.")]
public sealed class Cve202561919
{
    [Fact]
    public void A_form_without_end_is_refused()
    {
        var limits = new RequestLimits { MaxBodyLength = 10_000 };
        var body = "a=" + new string('x', 1_000_000);

        Make.ShouldBeRefused(413, () => Make.Post("application/x-www-form-urlencoded", body, limits).ReadForm());
        Make.ShouldBeRefused(
            413,
            () => Make.Chunked("application/x-www-form-urlencoded", new MemoryStream(Encoding.ASCII.GetBytes(body)), limits).ReadForm());
    }
}
