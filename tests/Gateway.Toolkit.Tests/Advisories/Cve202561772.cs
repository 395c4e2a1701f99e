using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-61772",
    "rack",
    "The headers of a part have no limit.",
    "Number and length of the headers of a part are limited.")]
public sealed class Cve202561772
{
    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(1000, 10)]
    public void Endless_part_headers_are_refused(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(index => $"X-{index}: {new string('x', length)}\r\n"));
        var body = $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n{headers}\r\n1\r\n--b--";

        Make.ShouldBeRefused(400, () => Make.Post("multipart/form-data; boundary=b", body).ReadForm());
    }
}
