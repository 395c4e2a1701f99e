using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2024-47874",
    "Starlette",
    "A part without a file name is kept in memory without a limit.",
    "Every field counts against the length that a body in memory may have.")]
public sealed class Cve202447874
{
    [Fact]
    public void A_part_without_a_file_name_is_limited_even_where_files_may_be_large()
    {
        var limits = new RequestLimits { MaxBodyLength = 10_000, MaxMultipartLength = 10_000_000, MaxPartLength = 10_000_000 };
        var body = $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{new string('x', 1_000_000)}\r\n--b--";

        Make.ShouldBeRefused(413, () => Make.Post("multipart/form-data; boundary=b", body, limits).ReadForm());
    }
}
